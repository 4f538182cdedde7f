"""A resident sees, copies, takes along, corrects and erases what is kept about them, on a telephone, without script."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from linli.flow.outcomes.actions import withdraw
from linli.flow.outcomes.rights.actions import grant, refuse
from linli.flow.outcomes.rights.models import RightsRequest
from linli.ground.people.doorway import CONTACT
from linli.ground.people.vault import contact_index
from linli.testing.makers import MONDAY

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(hours=3)


@pytest.fixture
def closed(centre):
    receipt = centre.bring()
    withdraw(receipt.matter_id, reason="好了", actor=centre.requester(receipt), now=MONDAY)
    with time_machine.travel(LATER, tick=False):
        yield receipt


@pytest.fixture
def at_home(client, centre, closed):
    """A browser that has shown the code of the slip."""
    client.post(reverse("portal:follow"), {"number": closed.number, "code": closed.code})
    return client


def page(client, name, number, *more):
    return client.get(reverse(f"portal:{name}", args=[number, *more]))


def test_a_copy_to_read_to_keep_and_to_take_along(at_home, closed, django_assert_max_num_queries):
    assert (
        reverse("portal:data", args=[closed.number])
        in page(at_home, "matter", closed.number).content.decode()
    )
    data = reverse("portal:data", args=[closed.number])
    answer = at_home.post(data, {"right": "copy"})
    assert answer["Location"] == reverse("portal:data_copy", args=[closed.number])
    with django_assert_max_num_queries(45):
        shown = page(at_home, "data_copy", closed.number).content.decode()
    assert "村口的自来水管漏水" in shown
    assert "138****0001" in shown
    assert "13800000001" not in shown
    assert "王小满" not in shown
    said = json.loads(page(at_home, "data_json", closed.number).content)
    assert said["format"] == "linli-copy-1"
    assert said["number"] == closed.number
    answer = page(at_home, "data_zip", closed.number)
    held = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    assert json.loads(held.read("data.json"))["number"] == closed.number
    assert "no-store" in answer["Cache-Control"]
    assert RightsRequest.objects.get().stage == "done"


def test_whoever_shows_the_telephone_reads_names_in_full(at_home, closed):
    session = at_home.session
    until = (LATER + timedelta(hours=1)).isoformat()
    session[CONTACT] = {"index": contact_index("13800000001"), "until": until}
    session.save()
    shown = page(at_home, "data_copy", closed.number).content.decode()
    assert "13800000001" in shown
    assert "王小满" in shown
    session[CONTACT] = {"index": contact_index("13800000009"), "until": until}
    session.save()
    assert "13800000001" not in page(at_home, "data_copy", closed.number).content.decode()


def test_nobody_else_finds_anything(client, closed):
    for name, more in (
        ("data", ()),
        ("data_ask", ("erase",)),
        ("data_copy", ()),
        ("data_json", ()),
        ("data_zip", ()),
        ("data_why", ()),
    ):
        answer = page(client, name, closed.number, *more)
        assert answer.status_code == 302, name
        assert answer["Location"].startswith(reverse("portal:follow")), name
    assert page(client, "data_ask", closed.number, "nonsense").status_code == 302


def test_there_is_no_other_right_to_ask_for(at_home, closed):
    assert page(at_home, "data_ask", closed.number, "nonsense").status_code == 404


def test_why_it_went_there_is_explained_with_rule_and_article(at_home, closed):
    shown = page(at_home, "data_why", closed.number).content.decode()
    assert "按责任清单" in shown
    assert "县级责任清单第12项" in shown
    assert "由程序按公布的规则决定" in shown


def test_erasing_is_asked_answered_and_can_be_taken_back(at_home, centre, closed):
    address = reverse("portal:data_ask", args=[closed.number, "erase"])
    assert at_home.get(address).status_code == 200
    assert at_home.post(address, {"said": "不想留着"}).status_code == 302
    shown = page(at_home, "data", closed.number).content.decode()
    assert "以前答复您" in shown
    row = RightsRequest.objects.get()
    grant(row.id, actor=centre.cast.clerk.actor, now=LATER)
    shown = page(at_home, "data", closed.number).content.decode()
    assert "撤回这个申请" in shown
    assert "就查不到了" in shown
    at_home.post(reverse("portal:data_withdraw", args=[closed.number, row.id]))
    row.refresh_from_db()
    assert row.stage == "withdrawn"


def test_what_is_refused_says_by_which_article_and_where_to_complain(at_home, centre, closed):
    address = reverse("portal:data_ask", args=[closed.number, "correct"])
    assert at_home.post(address, {"wrong": "", "said": ""}).status_code == 422
    assert at_home.post(address, {"wrong": "楼号", "said": "三号楼"}).status_code == 302
    row = RightsRequest.objects.get()
    refuse(row.id, ground="accurate", reason="现场核对过", actor=centre.cast.clerk.actor, now=LATER)
    shown = page(at_home, "data", closed.number).content.decode()
    assert "第四十六条" in shown
    assert "现场核对过" in shown
    assert "第六十五条" in shown
    assert centre.cast.centre.phone in shown


def test_everybody_may_read_what_is_kept_and_how_long(client, centre, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        shown = client.get(reverse("portal:kept")).content.decode()
    assert "姓名和联系方式" in shown
    assert "办结后24个月" in shown
    assert "还在核定" in shown

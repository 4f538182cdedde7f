"""A resident follows their matter: where it is, which clock runs and why it ends then, and what they may do."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from linli.core.matters.models import Entry
from linli.doors.portal.tests.conftest import picture
from linli.flow.handling import actions as handling
from linli.flow.outcomes import actions as outcomes

pytestmark = pytest.mark.django_db


@pytest.fixture
def brought(centre):
    """A matter brought and routed just now."""
    return centre.bring(now=timezone.now())


def open_it(client, receipt, code=None):
    return client.post(reverse("portal:follow"), {"number": receipt.number, "code": code or receipt.code})


def page_of(client, receipt):
    return client.get(reverse("portal:matter", args=[receipt.number])).content.decode()


def test_number_and_code_open_the_matter(client, brought):
    spaced = f" {brought.code[:5].lower()}-{brought.code[5:].lower()} "
    assert open_it(client, brought, spaced)["Location"] == reverse("portal:matter", args=[brought.number])
    page = page_of(client, brought)
    assert "东河镇综治中心" in page or "水务局" in page
    assert "为什么是这天" in page
    assert "我们收到了您反映的事" in page


def test_without_the_code_the_matter_is_as_if_it_did_not_exist(client, brought):
    real = client.get(reverse("portal:matter", args=[brought.number]))
    none = client.get(reverse("portal:matter", args=["2603020000000"]))
    assert (real.status_code, none.status_code) == (302, 302)
    assert real["Location"].replace(brought.number, "N") == none["Location"].replace("2603020000000", "N")


def test_a_wrong_code_and_a_wrong_number_get_the_same_answer(client, brought):
    wrong_code = open_it(client, brought, "AAAAAAAAAA")
    wrong_number = client.post(reverse("portal:follow"), {"number": "2603020000000", "code": brought.code})
    tidy = [
        re.sub(r"value=\"[^\"]*\"|hx-headers='[^']*'", "", answer.content.decode())
        for answer in (wrong_code, wrong_number)
    ]
    assert wrong_code.status_code == wrong_number.status_code == 422
    assert tidy[0] == tidy[1]


def test_after_five_wrong_codes_the_sixth_must_wait_even_if_right(client, brought):
    for _attempt in range(5):
        assert open_it(client, brought, "AAAAAAAAAA").status_code == 422
    answer = open_it(client, brought)
    assert answer.status_code == 429
    assert "过15分钟再试" in answer.content.decode()
    assert (
        Client(REMOTE_ADDR="10.9.9.9")
        .post(reverse("portal:follow"), {"number": brought.number, "code": brought.code})
        .status_code
        == 302
    )
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        assert open_it(client, brought).status_code == 302


def test_opening_it_often_with_the_right_code_is_never_too_often(client, brought):
    for _time in range(8):
        assert open_it(client, brought).status_code == 302


def test_the_code_on_the_slip_can_be_scanned_and_leaves_no_trace(client, brought):
    answer = client.get(reverse("portal:scan", args=[brought.number, brought.code]))
    assert answer["Location"] == reverse("portal:matter", args=[brought.number])
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]
    assert client.get(answer["Location"]).status_code == 200


def test_an_empty_form_says_what_is_missing(client, db):
    answer = client.post(reverse("portal:follow"), {})
    assert answer.status_code == 422
    assert "请填写编号。" in answer.content.decode()
    assert "请填写查询码。" in answer.content.decode()


def test_the_page_shows_no_note_for_colleagues_and_no_name_of_staff(client, centre, brought):
    now = timezone.now()
    handler = centre.cast.handler.actor
    handling.claim(brought.matter_id, actor=handler, now=now)
    handling.note(brought.matter_id, text="此人多次来电", actor=handler, now=now)
    open_it(client, brought)
    page = page_of(client, brought)
    assert "有人接手了" in page
    assert "此人多次来电" not in page
    assert "冯涛" not in page


def step(client, receipt, name, **answers):
    version = re.search(r'name="version" value="(\d+)"', page_of(client, receipt))
    said = {"version": version[1] if version else "", **answers}
    return client.post(reverse("portal:step", args=[receipt.number, name]), said)


def test_a_resident_adds_something_and_pressing_twice_adds_it_once(client, brought):
    open_it(client, brought)
    address = reverse("portal:step", args=[brought.number, "add"])
    version = re.search(r'name="version" value="(\d+)"', page_of(client, brought))[1]
    for _press in range(2):
        client.post(address, {"version": version, "text": "水越漏越大了"})
    assert Entry.objects.filter(subject=brought.matter_id, verb="intake.added").count() == 1
    assert "水越漏越大了" in page_of(client, brought)


def test_what_others_did_meanwhile_does_not_keep_a_resident_from_adding(client, centre, brought):
    open_it(client, brought)
    version = re.search(r'name="version" value="(\d+)"', page_of(client, brought))[1]
    handling.claim(brought.matter_id, actor=centre.cast.handler.actor, now=timezone.now())
    client.post(reverse("portal:step", args=[brought.number, "add"]), {"version": version, "text": "还在漏"})
    assert Entry.objects.filter(subject=brought.matter_id, verb="intake.added").count() == 1


def test_a_question_is_answered(client, centre, brought):
    now, handler = timezone.now(), centre.cast.handler.actor
    open_it(client, brought)
    handling.claim(brought.matter_id, actor=handler, now=now)
    handling.ask(brought.matter_id, text="是哪一户门口？", actor=handler, now=now)
    page = page_of(client, brought)
    assert "有个问题等您回答" in page
    assert "是哪一户门口？" in page
    empty = step(client, brought, "answer", text="")
    assert empty.status_code == 422
    assert "请填写" in empty.content.decode()
    step(client, brought, "answer", text="12号门口")
    assert centre.matter(brought).state == "handling"


def test_an_answer_is_rated_and_a_bad_one_reopened(client, centre, brought):
    now, handler = timezone.now(), centre.cast.handler.actor
    handling.claim(brought.matter_id, actor=handler, now=now)
    outcomes.reply(brought.matter_id, text="已经换了水管。", actor=handler, now=now)
    open_it(client, brought)
    page = page_of(client, brought)
    assert "已经换了水管。" in page
    assert "按时完成" in page
    step(client, brought, "rate", solved="no", satisfied="no", text="还在漏")
    step(client, brought, "reopen", reason="接口还在滴水")
    matter = centre.matter(brought)
    assert matter.state == "handling"
    assert matter.is_open


def test_a_matter_is_withdrawn_and_then_offers_nothing_more(client, centre, brought):
    open_it(client, brought)
    step(client, brought, "withdraw", reason="自己修好了")
    assert centre.matter(brought).state == "withdrawn"
    page = page_of(client, brought)
    assert "/withdraw" not in page
    answer = client.post(
        reverse("portal:step", args=[brought.number, "add"]), {"text": "再说一句"}, follow=True
    )
    assert "不能" in answer.content.decode()


def test_a_resident_takes_no_step_of_the_staff(client, centre, brought):
    open_it(client, brought)
    answer = client.post(
        reverse("portal:step", args=[brought.number, "close"]), {"outcome": "solved", "reason": ""}
    )
    assert answer.status_code == 404
    assert centre.matter(brought).is_open
    assert client.post(reverse("portal:step", args=[brought.number, "nonsense"])).status_code == 404


def test_a_stranger_takes_no_step(brought):
    stranger = Client()
    answer = stranger.post(reverse("portal:step", args=[brought.number, "withdraw"]), {"reason": ""})
    assert answer["Location"].startswith(reverse("portal:follow"))
    assert not Entry.objects.filter(subject=brought.matter_id, verb="outcomes.withdrawn").exists()


def test_photos_are_shown_to_their_resident_only(centre, phone):
    phone.bring()
    phone.what(text="路灯坏了", photos=[picture()])
    phone.where()
    page = phone.client.get(phone.send()["Location"]).content.decode()
    number, code = (re.search(rf'name="{name}" value="([^"]+)"', page)[1] for name in ("number", "code"))
    phone.client.post(reverse("portal:follow"), {"number": number, "code": code})
    matter = phone.client.get(reverse("portal:matter", args=[number])).content.decode()
    address = re.search(r'href="(/matter/[^"]+/photo/[^"]+)"', matter)[1]
    assert phone.client.get(address).status_code == 200
    assert phone.client.get(f"{address}?small")["Content-Type"] == "image/jpeg"
    assert Client().get(address).status_code == 404


def test_the_page_of_a_matter_stays_within_its_queries(client, brought, django_assert_max_num_queries):
    open_it(client, brought)
    page_of(client, brought)
    with django_assert_max_num_queries(18):
        page_of(client, brought)


def test_the_page_speaks_english_and_large(client, brought):
    open_it(client, brought)
    client.post(reverse("set_language"), {"language": "en", "next": "/"})
    client.post(reverse("look:prefer"), {"size": "large", "next": "/"})
    page = page_of(client, brought)
    assert 'lang="en"' in page
    assert 'data-size="large"' in page

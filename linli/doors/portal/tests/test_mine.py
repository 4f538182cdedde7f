"""My matters: a code sent to the phone opens what was left with that phone, and nothing else."""

import re

import pytest
from django.urls import reverse

from linli.core.matters.models import Matter
from linli.ground.people import senders
from linli.ground.people.actor import SYSTEM

pytestmark = pytest.mark.django_db

PHONE = "13800000001"


class Kept:
    """A sender that keeps what it would send."""

    sent: list = []

    def send(self, phone, text, *, now):
        Kept.sent.append((phone, text))


@pytest.fixture
def sending(settings):
    Kept.sent = []
    settings.CODE_SENDER = f"{__name__}.Kept"


def code():
    return re.search(r"\d{6}", Kept.sent[-1][1])[0]


def test_a_code_opens_my_matters_and_not_my_neighbours(centre, client, sending):
    mine = centre.bring(phone=PHONE)
    other = centre.bring(phone="13800000002", text="别人家的事")
    assert client.post(reverse("portal:mine"), {"phone": " 138-0000 0001"})["Location"] == reverse(
        "portal:mine_code"
    )
    assert client.post(reverse("portal:mine_code"), {"code": code()})["Location"] == reverse("portal:mine")
    page = client.get(reverse("portal:mine")).content.decode()
    assert mine.number in page
    assert other.number not in page
    assert client.get(reverse("portal:matter", args=[mine.number])).status_code == 200
    assert client.get(reverse("portal:matter", args=[other.number])).status_code == 302


def test_a_wrong_code_opens_nothing(centre, client, sending):
    centre.bring(phone=PHONE)
    client.post(reverse("portal:mine"), {"phone": PHONE})
    wrong = "000000" if code() != "000000" else "111111"
    answer = client.post(reverse("portal:mine_code"), {"code": wrong})
    assert answer.status_code == 422
    assert "验证码不对" in answer.content.decode()
    assert "手机号" in client.get(reverse("portal:mine")).content.decode()


def test_nobody_learns_whether_a_phone_is_known(centre, client, sending):
    centre.bring(phone=PHONE)
    pages = []
    for phone in (PHONE, "13900000009"):
        client.post(reverse("portal:mine"), {"phone": phone})
        page = client.get(reverse("portal:mine_code")).content.decode()
        pages.append(re.sub(r"13\d\*{4}\d{4}|value=\"[^\"]*\"|hx-headers='[^']*'", "", page))
    assert pages[0] == pages[1]


def test_what_is_no_mobile_number_is_said(client, sending):
    answer = client.post(reverse("portal:mine"), {"phone": "12345"})
    assert answer.status_code == 422
    assert "请填写11位手机号" in answer.content.decode()
    assert 'value="12345"' in answer.content.decode()
    assert Kept.sent == []


def test_a_centre_that_cannot_send_says_so(client, settings, db):
    settings.CODE_SENDER = ""
    page = client.get(reverse("portal:mine")).content.decode()
    assert not senders.can_send()
    assert "这里不能发短信" in page
    assert client.post(reverse("portal:mine"), {"phone": PHONE}).status_code == 503


def test_the_phone_lies_sealed_in_the_session(client, sending):
    client.post(reverse("portal:mine"), {"phone": PHONE})
    assert PHONE not in str(dict(client.session))


def test_the_list_stays_within_its_queries(centre, client, sending, django_assert_max_num_queries):
    for _time in range(4):
        centre.bring(phone=PHONE)
    client.post(reverse("portal:mine"), {"phone": PHONE})
    client.post(reverse("portal:mine_code"), {"code": code()})
    assert Matter.objects.visible_to(SYSTEM).count() == 4
    with django_assert_max_num_queries(6):
        client.get(reverse("portal:mine"))

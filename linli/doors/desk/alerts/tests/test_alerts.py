"""What calls for a clerk stands on every page; an urgent call is a banner until somebody takes it."""

import re

import pytest
from django.urls import reverse

from linli.flow.handling import actions as handling
from linli.testing.makers import MONDAY

ALERTS, BELL = "desk:alerts", "desk:alerts-bell"
BANNER = "件还没有人接手"


def text(answer):
    return answer.content.decode()


@pytest.fixture
def urgent(centre):
    return centre.matter(centre.bring(severity="urgent"))


@pytest.fixture
def offered(centre):
    """A leak that the handler offers to the head."""
    receipt = centre.bring()
    handling.claim(receipt.matter_id, actor=centre.cast.handler.actor, now=MONDAY)
    handling.hand_over(
        receipt.matter_id,
        staff_id=centre.cast.head.staff.id,
        note="等配件",
        actor=centre.cast.handler.actor,
        now=MONDAY,
    )
    return centre.matter(receipt)


def test_an_urgent_matter_is_a_banner_on_every_page_of_those_meant_and_of_nobody_else(urgent, at_desk):
    for name in ("desk:map", ALERTS, "desk:intake", "desk:search"):
        assert BANNER in text(at_desk("clerk").get(reverse(name)))
    assert BANNER not in text(at_desk("leader").get(reverse("desk:map")))
    assert BANNER not in text(at_desk("west_clerk").get(reverse("desk:map")))


def test_who_takes_it_from_the_banner_has_claimed_it_and_all_is_silent(urgent, at_desk, centre):
    clerk = at_desk("clerk")
    [address] = set(re.findall(r'action="(/desk/alerts/[^"]+/take/)"', text(clerk.get(reverse("desk:map")))))
    assert at_desk("west_clerk").post(address).status_code == 404
    assert clerk.get(address).status_code == 405
    assert clerk.post(address)["Location"] == reverse("desk:matter", args=[urgent.number])
    urgent.refresh_from_db()
    assert (urgent.handler, urgent.answerable, urgent.state) == (
        centre.cast.clerk.staff,
        centre.cast.clerk.staff,
        "handling",
    )
    assert BANNER not in text(clerk.get(reverse("desk:map")))
    assert "已经有人处理了" in text(clerk.post(address, follow=True))


def test_the_page_of_an_urgent_matter_shows_the_emergency_numbers_first_and_the_call(urgent, at_desk):
    shown = text(at_desk("clerk").get(reverse("desk:matter", args=[urgent.number])))
    assert shown.index("tel:119") < shown.index("经过")
    assert "收到，我来处理" in shown
    assert "tel:119" not in text(at_desk("clerk").get(reverse("desk:matter", args=["2603020000000"])))


def test_an_open_page_is_told_only_when_something_changed(urgent, at_desk):
    clerk = at_desk("clerk")
    page = text(clerk.get(reverse("desk:map")))
    asked = re.search(r'hx-get="([^"]+bell[^"]+)"', page)[1]
    assert clerk.get(asked).status_code == 204
    fresh = clerk.get(reverse(BELL), {"seen": "0."})
    assert fresh.status_code == 200
    assert 'id="alarm"' in text(fresh)
    assert 'hx-swap-oob="true"' in text(fresh)


def test_a_quiet_call_is_counted_listed_and_put_away(offered, at_desk, centre):
    head = at_desk("head")
    page = text(head.get(reverse(ALERTS)))
    assert "冯涛把这件事转给您" in page
    assert offered.number in page
    assert BANNER not in page
    [address] = re.findall(r'action="(/desk/alerts/[^"]+/read/)"', page)
    assert at_desk("handler").post(address).status_code == 404
    head.post(address)
    assert "没有等您处理的提醒" in text(head.get(reverse(ALERTS)))


def test_the_table_to_take_away_has_also_what_is_over(urgent, at_desk, centre):
    handling.claim(urgent.id, actor=centre.cast.clerk.actor, now=MONDAY)
    table = b"".join(at_desk("clerk").get(reverse("desk:alerts-export"))).decode("utf-8-sig")
    assert len(table.strip().splitlines()) == 2
    assert urgent.number in table
    other = b"".join(at_desk("west_clerk").get(reverse("desk:alerts-export"))).decode("utf-8-sig")
    assert len(other.strip().splitlines()) == 1


def test_asking_costs_little(urgent, at_desk, django_assert_max_num_queries):
    clerk = at_desk("clerk")
    with django_assert_max_num_queries(5):
        clerk.get(reverse(BELL), {"seen": "x"})
    with django_assert_max_num_queries(8):
        clerk.get(reverse(ALERTS))


def test_a_page_that_asks_by_itself_does_not_keep_a_session_alive(urgent, at_desk):
    clerk = at_desk("clerk")
    clerk.get(reverse("desk:map"))
    before = clerk.session["linli_seen"]
    clerk.get(reverse(BELL), headers={"Linli-Quiet": "1"})
    assert clerk.session["linli_seen"] == before

"""The hall on screens: the desk of a clerk, the board that everybody sees, the figures."""

import re

from django.test import Client
from django.urls import reverse

from linli.capabilities.petitions.reception.models import Ticket


def press(browser, hall):
    """Take a number at the desk and return the address of its slip."""
    return browser.post(reverse("petitions:reception-take"), {"service": hall["service"].id})["Location"]


def call(browser, desk):
    browser.post(reverse("petitions:reception-call"), {"desk": desk.id})
    page = browser.get(reverse("petitions:reception"), {"desk": desk.id}).content.decode()
    found = re.search(r"/desk/petitions/reception/stop/([0-9a-f-]+)/", page)
    return found and reverse("petitions:reception-act", args=[found[1]])


def test_a_clerk_gives_a_number_and_calls_it(centre, hall, at_desk):
    clerk = at_desk("clerk")
    slip = clerk.get(press(clerk, hall)).content.decode()
    assert "A001" in slip
    assert "综合接待" in slip
    assert call(clerk, hall["centre"])
    board = Client().get(reverse("petitions:board")).content.decode()
    assert "A001" in board
    assert "1号窗口" in board


def test_the_board_shows_numbers_only(centre, hall, at_desk, django_assert_max_num_queries):
    clerk = at_desk("clerk")
    for _ in range(3):
        press(clerk, hall)
    act = call(clerk, hall["centre"])
    clerk.post(act, {"act": "send", "to": [hall["water"].id], "note": "王小满说的是水费"})
    with django_assert_max_num_queries(5):
        board = Client().get(reverse("petitions:board-of", args=["ZX"])).content.decode()
    assert "王小满" not in board
    assert "周敏" not in board
    part = Client().get(reverse("petitions:board"), headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert "A002" in part


def test_a_note_reaches_the_next_desk(centre, hall, at_desk):
    clerk, water = at_desk("clerk"), at_desk("handler")
    press(clerk, hall)
    clerk.post(
        call(clerk, hall["centre"]), {"act": "send", "to": [hall["water"].id], "note": "只差一张水费单"}
    )
    assert call(water, hall["water"])
    page = water.get(reverse("petitions:reception"), {"desk": hall["water"].id}).content.decode()
    assert "只差一张水费单" in page


def test_what_is_wrong_is_marked_and_what_was_typed_kept(centre, hall, at_desk):
    clerk = at_desk("clerk")
    press(clerk, hall)
    act = call(clerk, hall["centre"])
    answer = clerk.post(act, {"act": "send", "note": "要转给水务局"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "请选转到哪里" in page
    assert "要转给水务局" in page
    assert clerk.post(act, {"act": "end"}).status_code == 422
    assert clerk.post(act, {"act": "end", "ending": "advice"}).status_code == 302
    assert Ticket.objects.get().ending == "advice"


def test_a_visitor_sees_how_many_are_before(centre, hall, at_desk):
    clerk = at_desk("clerk")
    press(clerk, hall)
    press(clerk, hall)
    last = Ticket.objects.get(number=2)
    page = Client().get(reverse("petitions:ticket", args=[last.id])).content.decode()
    assert "前面还有 1 个号" in page


def test_everybody_reads_who_receives_today(centre, hall):
    page = Client().get(reverse("petitions:roster")).content.decode()
    assert "205室" in page
    assert "晴川县水务局" in page
    assert "在接待" in page
    assert Client().get(reverse("petitions:roster-of", args=["NO"])).status_code == 404


def test_who_does_not_receive_finds_nothing(centre, hall, at_desk):
    assert at_desk("auditor").get(reverse("petitions:reception")).status_code == 404
    empty = at_desk("west_clerk").get(reverse("petitions:reception")).content.decode()
    assert "没有接访席位" in empty
    assert (
        at_desk("west_clerk")
        .post(reverse("petitions:reception-take"), {"service": hall["service"].id})
        .status_code
        == 404
    )


def test_figures_tell_days_and_units_and_can_be_taken_away(
    centre, hall, at_desk, django_assert_max_num_queries
):
    clerk = at_desk("clerk")
    press(clerk, hall)
    clerk.post(call(clerk, hall["centre"]), {"act": "end", "ending": "advice"})
    with django_assert_max_num_queries(12):
        page = clerk.get(reverse("petitions:reception-figures")).content.decode()
    assert "2026-03-02" in page
    assert "晴川县综治中心" in page
    table = clerk.get(reverse("petitions:reception-figures-export"))
    assert "2026-03-02,1,0,0,0,1,0" in b"".join(table.streaming_content).decode()


def test_the_desk_stays_within_its_queries(centre, hall, at_desk, django_assert_max_num_queries):
    clerk = at_desk("clerk")
    for _ in range(5):
        press(clerk, hall)
    call(clerk, hall["centre"])
    with django_assert_max_num_queries(20):
        clerk.get(reverse("petitions:reception"), {"desk": hall["centre"].id})

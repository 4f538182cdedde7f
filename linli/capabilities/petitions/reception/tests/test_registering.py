"""From the number in the hall to a registered petition, in one go."""

import re

from django.urls import reverse

from linli.capabilities.petitions.reception import actions
from linli.capabilities.petitions.reception.models import Ticket
from linli.core.matters.models import Matter
from linli.ground.people.actor import SYSTEM
from linli.testing.makers import MONDAY


def said(centre, browser, stop, **changes):
    page = browser.get(reverse("petitions:register"), {"form": "visit", "stop": stop.id}).content.decode()
    key = re.search(r'name="key"[^>]*value="([^"]+)"', page)[1]
    plain = {"key": key, "stop": str(stop.id), "klass": "claim", "form": "visit", "severity": "large"}
    words = {"request": "请把水表换了", "text": "水表转得太快，换了三次水务局不管。", "identity": "anonymous"}
    return {**plain, **words, "people_count": "1", **changes}


def arrive(centre, hall):
    actions.take_number(hall["service"].id, actor=centre.cast.clerk.actor, now=MONDAY)
    return actions.call_next(hall["centre"].id, actor=centre.cast.clerk.actor, now=MONDAY)


def test_registering_ends_the_visit_and_links_it(centre, hall, at_desk):
    browser, stop = at_desk("clerk"), arrive(centre, hall)
    assert browser.post(reverse("petitions:register"), said(centre, browser, stop)).status_code == 302
    ticket = Ticket.objects.get()
    assert ticket.ending == "matter"
    assert ticket.matter == Matter.objects.visible_to(SYSTEM).get()


def test_an_accusation_leaves_as_after_advice_so_that_no_figure_betrays_it(centre, hall, at_desk):
    browser, stop = at_desk("clerk"), arrive(centre, hall)
    changes = {"klass": "accusation", "about_1": "说不清名字的一个人"}
    assert (
        browser.post(reverse("petitions:register"), said(centre, browser, stop, **changes)).status_code == 302
    )
    ticket = Ticket.objects.get()
    assert (ticket.ending, ticket.matter) == ("advice", None)
    assert not Matter.objects.visible_to(SYSTEM).exists()


def test_a_visit_that_ended_meanwhile_does_not_lose_the_petition(centre, hall, at_desk):
    browser, stop = at_desk("clerk"), arrive(centre, hall)
    form = said(centre, browser, stop)
    actions.end(stop.id, ending="left", actor=centre.cast.clerk.actor, now=MONDAY)
    assert browser.post(reverse("petitions:register"), form).status_code == 302
    assert Matter.objects.visible_to(SYSTEM).count() == 1
    assert Ticket.objects.get().ending == "left"

"""A visitor takes one number, is received by several departments, and nothing stays of who came."""

from datetime import timedelta

import pytest

from linli.capabilities.petitions.reception import actions, queries
from linli.capabilities.petitions.reception.models import Ending, Stop, Ticket
from linli.core.matters.models import Entry
from linli.core.procedures.answers import AnswersWrong
from linli.ground.people.actor import Refused
from linli.testing.makers import MONDAY

LATER = MONDAY + timedelta(minutes=12)
TOMORROW = MONDAY + timedelta(days=1)


def take(centre, hall, *, now=MONDAY):
    return actions.take_number(hall["service"].id, actor=centre.cast.clerk.actor, now=now)


def test_numbers_begin_anew_each_day(centre, hall):
    assert [take(centre, hall).label for _ in range(2)] == ["A001", "A002"]
    assert take(centre, hall, now=TOMORROW).label == "A001"


def test_only_who_receives_in_the_hall_gives_numbers(centre, hall):
    with pytest.raises(Refused):
        actions.take_number(hall["service"].id, actor=centre.cast.auditor.actor, now=MONDAY)
    with pytest.raises(Refused):
        actions.take_number(hall["service"].id, actor=centre.cast.west_clerk.actor, now=MONDAY)
    assert actions.take_number(hall["service"].id, actor=centre.cast.handler.actor, now=MONDAY)


def test_the_longest_waiting_is_called_first_and_one_at_a_time(centre, hall):
    first, second = take(centre, hall), take(centre, hall, now=LATER)
    clerk = centre.cast.clerk.actor
    here = actions.call_next(hall["centre"].id, actor=clerk, now=LATER)
    assert here.ticket == first
    with pytest.raises(actions.NotNow, match="A001"):
        actions.call_next(hall["centre"].id, actor=clerk, now=LATER)
    actions.end(here.id, ending=Ending.ADVICE, actor=clerk, now=LATER)
    assert actions.call_next(hall["centre"].id, actor=clerk, now=LATER).ticket == second
    second.refresh_from_db()
    assert actions.call_next(hall["water"].id, actor=centre.cast.handler.actor, now=LATER) is None


def test_a_desk_of_another_unit_cannot_be_used(centre, hall):
    take(centre, hall)
    with pytest.raises(Refused):
        actions.call_next(hall["centre"].id, actor=centre.cast.handler.actor, now=MONDAY)


def test_a_visitor_goes_to_a_department_and_back_with_one_number(centre, hall):
    ticket = take(centre, hall)
    clerk, water = centre.cast.clerk.actor, centre.cast.handler.actor
    here = actions.call_next(hall["centre"].id, actor=clerk, now=MONDAY)
    actions.send_on(here.id, to=[hall["water"].id], note="说的是水费", actor=clerk, now=LATER)
    there = actions.call_next(hall["water"].id, actor=water, now=LATER)
    assert there.ticket == ticket
    assert [stop.note for stop in queries.so_far(ticket)] == ["说的是水费", ""]
    with pytest.raises(Refused):
        actions.finish(there.id, actor=clerk, now=LATER)
    back = actions.finish(there.id, note="账对过了", actor=water, now=LATER)
    assert back.unit_id == centre.cast.centre.id
    assert actions.call_next(hall["centre"].id, actor=clerk, now=LATER).ticket == ticket


def test_sending_on_names_a_desk(centre, hall):
    take(centre, hall)
    clerk = centre.cast.clerk.actor
    here = actions.call_next(hall["centre"].id, actor=clerk, now=MONDAY)
    with pytest.raises(AnswersWrong):
        actions.send_on(here.id, to=[], actor=clerk, now=MONDAY)
    with pytest.raises(AnswersWrong):
        actions.send_on(here.id, to=[hall["water"].id], note="长" * 501, actor=clerk, now=MONDAY)
    assert Stop.objects.count() == 1


def test_what_was_noted_is_wiped_when_the_visit_ends(centre, hall):
    ticket = take(centre, hall)
    clerk, water = centre.cast.clerk.actor, centre.cast.handler.actor
    here = actions.call_next(hall["centre"].id, actor=clerk, now=MONDAY)
    actions.send_on(here.id, to=[hall["water"].id], note="他姓王，住柳湾村", actor=clerk, now=MONDAY)
    there = actions.call_next(hall["water"].id, actor=water, now=LATER)
    actions.end(there.id, ending=Ending.ADVICE, actor=water, now=LATER)
    assert not Stop.objects.exclude(note="").exists()
    assert "柳湾" not in str(list(Entry.objects.filter(subject=ticket.id).values_list("body", flat=True)))


def test_a_visit_that_became_a_matter_is_told_there(centre, hall):
    receipt = centre.bring()
    take(centre, hall)
    clerk, water = centre.cast.clerk.actor, centre.cast.handler.actor
    here = actions.call_next(hall["centre"].id, actor=clerk, now=MONDAY)
    actions.send_on(here.id, to=[hall["water"].id], note="先看水表", actor=clerk, now=MONDAY)
    there = actions.call_next(hall["water"].id, actor=water, now=LATER)
    actions.finish(there.id, actor=water, now=LATER)
    here = actions.call_next(hall["centre"].id, actor=clerk, now=LATER)
    with pytest.raises(AnswersWrong):
        actions.end(here.id, ending=Ending.MATTER, number="2601010000000", actor=clerk, now=LATER)
    ticket = actions.end(here.id, ending=Ending.MATTER, number=receipt.number, actor=clerk, now=LATER)
    assert ticket.matter_id == receipt.matter_id
    entry = Entry.objects.get(subject=receipt.matter_id, verb="petitions.visited")
    assert "先看水表" in entry.body["way"]
    assert "205室" in entry.body["way"]


def test_what_nobody_ended_ends_with_the_day(centre, hall):
    ticket = take(centre, hall)
    here = actions.call_next(hall["centre"].id, actor=centre.cast.clerk.actor, now=MONDAY)
    take(centre, hall, now=TOMORROW)
    ticket = Ticket.objects.get(id=ticket.id)
    assert ticket.ending == Ending.LEFT
    assert Stop.objects.get(id=here.id).ended_at == TOMORROW
    assert queries.at_desk(hall["centre"]) is None

"""Every post has its lists; page, count, export and figures speak of the same matters."""

from datetime import timedelta

import pytest
from django.db import connection

from linli.core.matters.models import Involvement, Matter
from linli.flow.handling import actions as handling
from linli.flow.handling import worklists
from linli.flow.handling.worklists import Filters, paging
from linli.flow.outcomes import actions as outcomes
from linli.testing.makers import MONDAY
from linli.testing.remembered import remembered

NOW = MONDAY + timedelta(days=40)
PEOPLE = (
    "clerk",
    "leader",
    "auditor",
    "handler",
    "head",
    "east_clerk",
    "west_clerk",
    "village_cadre",
    "worker",
)


def lane(name, actor):
    return worklists.lane_named(name, actor)


def listed(name, actor, filters=None, *, now=NOW, size=3):
    """Read a lane to its end, page by page."""
    found, after = [], ""
    while True:
        page = worklists.page(
            lane(name, actor), filters or Filters(), actor=actor, now=now, after=after, size=size
        )
        found += [matter.number for matter in page.matters]
        after = page.after
        if not after:
            return found


@pytest.fixture
def busy(centre):
    """A dozen matters: east and west, small and large, some claimed, one closed, one given back."""
    remembered("worklists", lambda: _fill(centre))
    return centre


def _fill(centre):
    cast = centre.cast
    for place in range(12):
        village = (cast.east_village, cast.west_village, cast.next_village)[place % 3]
        spot = type(centre.submission().spot)(village_id=village.id, words=f"{place}号")
        severity = ("small", "large", "large", "urgent")[place % 4]
        category = centre.leak.id if place % 2 else centre.noise.id
        kind = ("help", "complaint", "question")[place % 3]
        receipt = centre.bring(
            now=MONDAY + timedelta(days=3 * place),
            spot=spot,
            severity=severity,
            category_id=category,
            kind=kind,
        )
        matter = centre.matter(receipt)
        if matter.unit == cast.water and place % 3 == 0:
            handling.claim(matter.id, actor=cast.handler.actor, now=MONDAY + timedelta(days=3 * place + 1))
        elif matter.unit == cast.water:
            handling.give_back(
                matter.id,
                reason="不归水务",
                article="责任清单第3项",
                actor=cast.handler.actor,
                now=MONDAY + timedelta(days=3 * place + 1),
            )
        elif matter.unit == cast.centre and place % 2:
            _to_the_end(matter, cast.clerk.actor, MONDAY + timedelta(days=3 * place + 1))


def _to_the_end(matter, actor, now):
    handling.claim(matter.id, actor=actor, now=now)
    outcomes.reply(matter.id, text="修好了", actor=actor, now=now)
    outcomes.close(matter.id, outcome="solved", actor=actor, now=now)


def test_the_lists_of_a_post_follow_its_permissions(cast):
    names = {
        person: [one.name for one in worklists.lanes_of(getattr(cast, person).actor)] for person in PEOPLE
    }
    assert names["clerk"][:2] == ["claim", "dispatch"]
    assert "dispatch" not in names["handler"]
    assert "claim" not in names["auditor"]
    assert worklists.lanes_of(cast.personnel.actor) == []


@pytest.mark.parametrize("person", PEOPLE)
def test_the_sizes_beside_the_lists_are_counted_in_one_query(busy, person, django_assert_max_num_queries):
    actor = getattr(busy.cast, person).actor
    lanes = worklists.lanes_of(actor)
    for moment in (NOW, NOW + timedelta(days=3), NOW + timedelta(days=60)):
        alone = {lane.name: worklists.count(lane, Filters(), actor=actor, now=moment) for lane in lanes}
        with django_assert_max_num_queries(1):
            together = worklists.counts(lanes, actor=actor, now=moment)
        assert together == alone


@pytest.mark.parametrize("person", PEOPLE)
def test_list_count_export_and_figures_agree(busy, person):
    actor = getattr(busy.cast, person).actor
    for one in worklists.lanes_of(actor):
        for filters in (
            Filters(),
            Filters(kind="help"),
            Filters(severity="large", late="yes"),
            Filters(category=busy.leak.parent_id),
        ):
            found = listed(one.name, actor, filters)
            assert len(found) == len(set(found))
            assert worklists.count(one, filters, actor=actor, now=NOW) == len(found)
            exported = [matter.number for matter in worklists.rows(one, filters, actor=actor, now=NOW)]
            assert exported == found
            figures = worklists.matters(one, filters, actor=actor, now=NOW)
            assert set(figures.values_list("number", flat=True)) == set(found)


@pytest.mark.parametrize("person", PEOPLE)
def test_all_is_what_one_may_see_and_nothing_else(busy, person):
    actor = getattr(busy.cast, person).actor
    seen = Matter.objects.visible_to(actor).order_by("-received_at", "-id").values_list("number", flat=True)
    assert listed("all", actor) == list(seen)
    closed = Matter.objects.visible_to(actor).filter(is_open=False).values_list("number", flat=True)
    assert set(listed("closed", actor)) == set(closed)


def test_a_clerk_of_another_town_sees_none_of_the_east(busy):
    east, west = busy.cast.east_clerk.actor, busy.cast.west_clerk.actor
    assert set(listed("open", east)).isdisjoint(listed("open", west))
    assert listed("all", west, Filters(town=busy.cast.east.id)) == []


def test_whoever_claims_a_matter_finds_it_on_their_own_list(centre):
    receipt, handler = centre.bring(), centre.cast.handler.actor
    assert listed("claim", handler, now=MONDAY) == [receipt.number]
    handling.claim(receipt.matter_id, actor=handler, now=MONDAY)
    assert listed("claim", handler, now=MONDAY) == []
    assert listed("mine", handler, now=MONDAY) == [receipt.number]


def test_what_is_due_moves_from_soon_to_overdue(centre):
    receipt, handler = centre.bring(), centre.cast.handler.actor
    due = centre.matter(receipt).due_at
    before, after = due - timedelta(hours=47), due + timedelta(seconds=1)
    assert listed("soon", handler, now=before) == [receipt.number]
    assert listed("overdue", handler, now=before) == []
    assert listed("soon", handler, now=after) == []
    assert listed("overdue", handler, now=after) == [receipt.number]


def test_a_returned_matter_waits_to_be_dispatched(centre):
    receipt, clerk = centre.bring(), centre.cast.clerk.actor
    assert listed("dispatch", clerk, now=MONDAY) == []
    handling.give_back(
        receipt.matter_id,
        reason="不归本单位",
        article="责任清单第3项",
        actor=centre.cast.handler.actor,
        now=MONDAY,
    )
    assert listed("dispatch", clerk, now=MONDAY) == [receipt.number]


def test_pages_lead_forth_and_back(busy):
    actor = busy.cast.clerk.actor
    one = lane("all", actor)
    first = worklists.page(one, Filters(), actor=actor, now=NOW, size=5)
    second = worklists.page(one, Filters(), actor=actor, now=NOW, size=5, after=first.after)
    back = worklists.page(one, Filters(), actor=actor, now=NOW, size=5, before=second.before)
    assert [matter.id for matter in back.matters] == [matter.id for matter in first.matters]
    assert (first.before, back.before) == ("", "")


@pytest.mark.skipif(connection.vendor != "postgresql", reason="marks are PostgreSQL's")
@pytest.mark.parametrize("person", PEOPLE)
def test_rare_matters_are_the_same_by_marks_as_by_walking(busy, person, monkeypatch):
    actor = getattr(busy.cast, person).actor
    asked = (
        Filters(kind="help"),
        Filters(severity="large"),
        Filters(unit=busy.cast.water.id),
        Filters(month="2026-03"),
        Filters(category=busy.leak.parent_id, late="yes"),
        Filters(state="routed"),
        Filters(town=busy.cast.east.id),
    )
    walked = {
        (one.name, filters): listed(one.name, actor, filters)
        for one in worklists.lanes_of(actor)
        for filters in asked
    }
    monkeypatch.setattr(paging, "PROBE", 0)
    for (name, filters), found in walked.items():
        assert listed(name, actor, filters) == found, (name, filters)


def test_the_marks_of_units_repeat_who_was_involved(busy):
    for matter in Matter.objects.all():
        units = Involvement.objects.filter(matter=matter).values_list("unit_id", flat=True)
        assert set(matter.involved.split()) == {f"i{unit}" for unit in units}


def test_filters_survive_an_address():
    query = {
        "kind": "help",
        "late": "yes",
        "month": "2026-03",
        "since": "2026-03-01",
        "town": "x",
        "state": "",
    }
    filters = Filters.of(query)
    assert Filters.of(filters.query()) == filters
    assert filters.query() == {"kind": "help", "late": "yes", "month": "2026-03", "since": "2026-03-01"}
    assert filters.without("kind").kind == ""
    assert Filters.of({"late": "maybe", "month": "1999-99", "unit": "../etc"}) == Filters()


@pytest.mark.django_db
def test_a_page_costs_few_queries(busy, django_assert_max_num_queries):
    for person in PEOPLE:
        actor = getattr(busy.cast, person).actor
        for one in worklists.lanes_of(actor):
            with django_assert_max_num_queries(8):
                worklists.page(one, Filters(), actor=actor, now=NOW)

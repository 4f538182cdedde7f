"""The regular meeting draws its agenda from what goes wrong, and looks first at what became of the last one."""

from datetime import timedelta

import pytest

from linli.core.matters.models import Matter
from linli.flow.handling import actions as handling
from linli.flow.handling.joint import actions as joint
from linli.flow.handling.meetings import actions, queries, words
from linli.flow.handling.meetings.actions import Put
from linli.flow.handling.meetings.drawing import draw
from linli.flow.outcomes import actions as outcomes
from linli.ground.people.actor import resident
from linli.testing.makers import MONDAY

LATER = MONDAY + timedelta(days=14)


def drawn(centre, now, person="clerk"):
    found = draw(getattr(centre.cast, person).actor, now=now)
    return {one.matter.id: [words.why(why) for why in one.whys] for one in found}


def meet(centre, matters, units, at, now):
    clerk = centre.cast.clerk.actor
    meeting = actions.plan(
        kind="regular",
        title="工作例会",
        place="二楼",
        at=at,
        items=[Put(matter.id) for matter in matters],
        unit_ids=[unit.id for unit in units],
        actor=clerk,
        now=now,
    )
    return actions.hold(meeting.id, attended={unit.id: "" for unit in units}, actor=clerk, now=at)


def test_nothing_is_put_forward_while_everything_goes_well(centre, leak):
    assert drawn(centre, MONDAY) == {}


def test_what_is_overdue_returned_or_recurring_is_put_forward_with_its_numbers(centre, leak):
    now = MONDAY + timedelta(hours=1)
    for _ in range(2):
        last = centre.bring(now=now)
    handling.give_back(
        leak.id, reason="不归水务。", article="责任清单第12项", actor=centre.cast.handler.actor, now=now
    )
    found = drawn(centre, now)
    assert found[leak.id] == ["30天内退回1次"]
    assert found[last.matter_id] == ["30天内柳湾村同类的事有3件"]
    assert len(found) == 2
    found = drawn(centre, LATER)
    assert found[leak.id][0].startswith("已超期")
    assert found[leak.id][1] == "30天内退回1次"
    assert set(list(found)[:2]) == {leak.id, last.matter_id}  # those with two reasons come first


def test_a_matter_that_has_ended_is_not_put_forward(centre, leak):
    now = MONDAY + timedelta(hours=1)
    handling.give_back(
        leak.id, reason="不归水务。", article="责任清单第12项", actor=centre.cast.handler.actor, now=now
    )
    outcomes.withdraw(leak.id, actor=resident([leak.id]), now=now)
    assert drawn(centre, now) == {}


def test_each_is_drawn_only_for_who_may_see_it(centre, leak):
    assert drawn(centre, LATER, "west_clerk") == {}
    assert leak.id in drawn(centre, LATER, "east_clerk")


def test_who_comes_to_a_regular_meeting_sees_of_it_only_their_own_matters(centre, leak, roads):
    other = centre.matter(centre.bring(severity="small"))
    meeting = meet(centre, [leak, other], [centre.cast.water, roads.unit], LATER, MONDAY)
    clerk = centre.cast.clerk.actor
    actions.write_minutes(meeting.id, text="都说了。", actor=clerk, now=LATER)
    whole = queries.meeting_of(clerk, meeting.id)
    water = queries.meeting_of(centre.cast.handler.actor, meeting.id)
    road = queries.meeting_of(roads.actor, meeting.id)
    assert (len(whole.items), whole.hidden, len(whole.minutes)) == (2, 0, 1)
    assert ([item.matter for item in water.items], water.hidden, water.minutes) == ([leak], 1, [])
    assert (road.items, road.hidden) == ([], 2)
    assert not Matter.objects.visible_to(roads.actor).exists()


def test_the_next_meeting_sees_what_became_of_the_last_one(centre, leak, roads):
    clerk = centre.cast.clerk.actor
    meeting = meet(centre, [leak], [roads.unit], MONDAY + timedelta(days=1), MONDAY)
    [item] = meeting.items.all()
    at = MONDAY + timedelta(days=1)
    done = actions.decide(item.id, unit_id=roads.unit.id, asked="修路面。", actor=clerk, now=at)
    late = actions.decide(
        item.id,
        unit_id=centre.cast.water.id,
        asked="换管。",
        until=at + timedelta(days=3),
        actor=clerk,
        now=at,
    )
    joint.answer(done.task_id, text="修好了。", actor=roads.actor, now=at)
    last = queries.last_before(clerk, kind="regular", before=LATER)
    assert last == meeting
    rows = queries.followed(queries.items_seen(clerk, last))
    assert [(row.task.stage, row.is_late(LATER)) for row in rows] == [("answered", False), ("asked", True)]
    assert late.task in [row.task for row in rows]
    assert any(line.startswith("上次会议定的事还没有落实") for line in drawn(centre, LATER)[leak.id])


@pytest.mark.parametrize("person", ["clerk", "leader"])
def test_drawing_costs_a_few_queries_however_many_there_are(
    centre, leak, person, django_assert_max_num_queries
):
    for _ in range(5):
        centre.bring()
    actor = getattr(centre.cast, person).actor
    with django_assert_max_num_queries(12):
        draw(actor, now=LATER)

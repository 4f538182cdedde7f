"""A town calls departments to the spot, sees who came, rates them; they see it and may answer; figures count it."""

from datetime import timedelta

import pytest

from linli.core.clocks.actions import tick
from linli.core.clocks.queries import clocks_of_tasks
from linli.core.matters.models import Entry
from linli.core.matters.telling import tell
from linli.core.procedures.answers import AnswersWrong
from linli.core.procedures.taking import StepNotOpen
from linli.flow.handling.joint import actions, figures, queries
from linli.flow.handling.joint.actions import TaskNotOpen
from linli.flow.handling.joint.models import Call
from linli.flow.outcomes import actions as outcomes
from linli.ground.people.actor import Refused
from linli.testing.makers import MONDAY

HOUR = timedelta(hours=1)
SPAN = (MONDAY - timedelta(days=30), MONDAY + timedelta(days=30))


def whistle(matter, town, *units, at=None, now=MONDAY):
    return actions.whistle(
        matter.id,
        unit_ids=[unit.id for unit in units],
        place="柳湾村村口",
        at=at,
        purpose="定抢修方案。",
        actor=town.actor,
        now=now,
    )


@pytest.fixture
def call(leak, roads, centre):
    return whistle(leak, centre.cast.east_clerk, roads.unit, centre.cast.water)


def task_of(call, unit):
    return call.tasks.select_related("attendance").get(unit=unit)


def test_only_the_town_in_whose_area_it_is_whistles_and_only_for_departments(leak, roads, centre):
    cast = centre.cast
    for other in (cast.west_clerk, cast.handler, cast.clerk, cast.village_cadre, roads):
        with pytest.raises(Refused):
            whistle(leak, other, roads.unit)
    with pytest.raises(AnswersWrong) as wrong:
        whistle(leak, cast.east_clerk, roads.unit, cast.east_committee)
    assert "不能请柳湾村村民委员会" in wrong.value.errors["units"]
    assert not Call.objects.exists()
    assert whistle(leak, cast.east_clerk, roads.unit).unit == cast.east_town


def test_a_call_without_a_time_means_at_once_by_the_rule(leak, roads, centre):
    call = whistle(leak, centre.cast.east_clerk, roads.unit)
    assert call.at == MONDAY + 2 * HOUR
    assert clocks_of_tasks([call.tasks.get().id])[call.tasks.get().id].due_at == call.at
    later = whistle(leak, centre.cast.east_clerk, centre.cast.water, at=MONDAY + timedelta(days=1))
    assert clocks_of_tasks([later.tasks.get().id])[later.tasks.get().id].due_at == later.at


def test_a_department_reports_in_by_itself_or_is_confirmed_by_the_town(call, leak, roads, centre):
    mine, theirs = task_of(call, roads.unit), task_of(call, centre.cast.water)
    for other in (centre.cast.west_clerk, centre.cast.handler):
        with pytest.raises(Refused):
            actions.report_in(mine.id, who="韩雪", actor=other.actor, now=MONDAY + HOUR)
    actions.report_in(mine.id, who="韩雪", actor=roads.actor, now=MONDAY + HOUR)
    actions.report_in(
        theirs.id,
        who="冯涛",
        arrived_at=MONDAY + HOUR,
        actor=centre.cast.east_clerk.actor,
        now=MONDAY + 3 * HOUR,
    )
    assert not task_of(call, roads.unit).attendance.confirmed_by_town
    assert task_of(call, centre.cast.water).attendance.confirmed_by_town
    entry = Entry.objects.filter(subject=leak.id, verb="handling.reported_in").last()
    assert entry.happened_at == MONDAY + HOUR
    assert "冯涛" not in str(entry.body)
    told = [one.title for one in tell(leak, audience="resident")]
    assert "晴川县交通运输局到了现场" in told


def test_nobody_arrives_before_the_call_or_tomorrow(call, roads):
    for arrived in (MONDAY - HOUR, MONDAY + 2 * HOUR):
        with pytest.raises(AnswersWrong) as wrong:
            actions.report_in(
                task_of(call, roads.unit).id,
                who="韩雪",
                arrived_at=arrived,
                actor=roads.actor,
                now=MONDAY + HOUR,
            )
        assert set(wrong.value.errors) == {"arrived_at"}


def test_the_town_rates_once_and_the_department_may_answer_once(call, roads, centre):
    task, town = task_of(call, roads.unit), centre.cast.east_clerk.actor
    actions.report_in(task.id, who="韩雪", actor=roads.actor, now=MONDAY + HOUR)
    with pytest.raises(Refused):
        actions.rate(task.id, on_time=True, effective=3, actor=roads.actor, now=MONDAY + HOUR)
    with pytest.raises(AnswersWrong):
        actions.rate(task.id, on_time=True, effective=4, actor=town, now=MONDAY + HOUR)
    with pytest.raises(TaskNotOpen, match="还没有评价"):
        actions.respond(task.id, text="尽力了。", actor=roads.actor, now=MONDAY + HOUR)
    actions.rate(task.id, on_time=True, effective=2, words="方案定了一半。", actor=town, now=MONDAY + HOUR)
    with pytest.raises(TaskNotOpen):
        actions.rate(task.id, on_time=False, effective=1, actor=town, now=MONDAY + HOUR)
    actions.respond(task.id, text="材料明天到。", actor=roads.actor, now=MONDAY + HOUR)
    with pytest.raises(TaskNotOpen, match="已经说明过"):
        actions.respond(task.id, text="再说一次。", actor=roads.actor, now=MONDAY + HOUR)
    assert task_of(call, roads.unit).attendance.response == "材料明天到。"


def test_who_does_not_come_is_counted_as_that_once_the_time_is_over(call, leak, roads, centre):
    task, town = task_of(call, roads.unit), centre.cast.east_clerk.actor
    with pytest.raises(TaskNotOpen, match="先等一等"):
        actions.rate(task.id, on_time=False, effective=None, actor=town, now=MONDAY + HOUR)
    late = MONDAY + 3 * HOUR
    tick(now=late)
    centre.settle(now=late)
    actions.rate(task.id, on_time=True, effective=3, words="没来人。", actor=town, now=late)
    found = task_of(call, roads.unit)
    assert (found.stage, found.attendance.on_time, found.attendance.effective) == ("missed", False, None)
    assert (
        "没有按时，没有到场"
        in tell(leak, audience="staff")[-2].title + tell(leak, audience="staff")[-1].title
    )


def test_the_reply_waits_for_those_who_were_whistled(call, leak, roads, centre):
    with pytest.raises(StepNotOpen, match="交通运输局"):
        outcomes.reply(leak.id, text="修好了。", actor=centre.cast.handler.actor, now=MONDAY)


def test_figures_count_with_their_denominators_and_only_what_one_may_see(call, leak, roads, centre):
    town = centre.cast.east_clerk.actor
    mine, theirs = task_of(call, roads.unit), task_of(call, centre.cast.water)
    actions.report_in(mine.id, who="韩雪", actor=roads.actor, now=MONDAY + HOUR)
    actions.rate(mine.id, on_time=True, effective=3, actor=town, now=MONDAY + HOUR)
    actions.report_in(theirs.id, who="冯涛", actor=centre.cast.handler.actor, now=MONDAY + 3 * HOUR)
    rows = {row.name: row for row in figures.by_department(town, *SPAN)}
    road, water = rows["晴川县交通运输局"], rows["晴川县水务局"]
    assert (road.called, road.reported, road.in_time, road.rated, road.effective) == (1, 1, 1, 1, 3)
    assert (water.called, water.reported, water.in_time, water.rated, water.effective) == (1, 1, 0, 0, None)
    for row in rows.values():
        for measure in figures.MEASURES:
            listed = figures.behind(town, *SPAN, unit_id=row.unit_id, measure=measure)
            assert listed.count() == row.count(measure)
    assert figures.by_department(centre.cast.west_clerk.actor, *SPAN) == []
    assert queries.call_of(centre.cast.west_clerk.actor, call.id) is None


def test_a_withdrawn_call_is_counted_for_nobody(call, roads, centre):
    actions.withdraw(
        task_of(call, roads.unit).id, reason="雨停了。", actor=centre.cast.east_clerk.actor, now=MONDAY
    )
    rows = figures.by_department(centre.cast.clerk.actor, *SPAN)
    assert [row.name for row in rows] == ["晴川县水务局"]

"""The lead asks others to help, each with a clock; they answer, agree or not; one reply goes out."""

from datetime import timedelta

import pytest
from django.utils import timezone

from linli.core.clocks.actions import tick
from linli.core.clocks.models import Clock
from linli.core.clocks.queries import clocks_of_tasks
from linli.core.matters.models import Entry, Matter
from linli.core.matters.telling import tell
from linli.core.procedures.answers import AnswersWrong
from linli.core.procedures.taking import StepNotOpen
from linli.flow.handling import actions as handling
from linli.flow.handling.alerts.models import Alert
from linli.flow.handling.joint import actions
from linli.flow.handling.joint.actions import TaskNotOpen
from linli.flow.handling.joint.models import Task
from linli.flow.outcomes import actions as outcomes
from linli.flow.routing.actions import dispatch
from linli.ground.people.actor import Refused, resident
from linli.testing.makers import MONDAY


@pytest.fixture
def task(leak, roads, centre):
    return actions.ask(
        leak.id,
        unit_ids=[roads.unit.id],
        asked="看看路面要不要封。",
        actor=centre.cast.handler.actor,
        now=MONDAY,
    )[0]


def clock_of(task):
    return clocks_of_tasks([task.id])[task.id]


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def test_only_the_lead_or_the_centre_asks_for_help(leak, roads, centre):
    words = {"unit_ids": [roads.unit.id], "asked": "看看路面。", "now": MONDAY}
    for other in (centre.cast.east_clerk, centre.cast.auditor, centre.cast.west_clerk):
        with pytest.raises(Refused):
            actions.ask(leak.id, actor=other.actor, **words)
    assert actions.ask(leak.id, actor=centre.cast.clerk.actor, **words)


def test_who_is_asked_may_read_the_matter_and_has_a_clock_of_their_own(leak, roads, centre):
    assert not Matter.objects.visible_to(roads.actor).exists()
    due = leak.due_at
    [task] = actions.ask(
        leak.id, unit_ids=[roads.unit.id], asked="看看路面。", actor=centre.cast.handler.actor, now=MONDAY
    )
    assert Matter.objects.visible_to(roads.actor).get() == leak
    clock = clock_of(task)
    assert timezone.localdate(clock.due_at) == MONDAY.date().replace(
        day=5
    )  # three working days, to Thursday 24:00
    assert clock.unit == roads.unit
    assert fresh(leak).due_at == due
    assert Alert.objects.get(kind="joint.asked", settled_at=None).unit == roads.unit


def test_asking_says_everything_that_is_missing_at_once(leak, roads, centre):
    lead = centre.cast.handler.actor
    with pytest.raises(AnswersWrong) as wrong:
        actions.ask(leak.id, unit_ids=[], asked=" ", until=MONDAY, actor=lead, now=MONDAY)
    assert set(wrong.value.errors) == {"units", "asked", "until"}
    with pytest.raises(AnswersWrong) as wrong:
        actions.ask(leak.id, unit_ids=[leak.unit_id], asked="看看。", actor=lead, now=MONDAY)
    assert "就在这个单位手里" in wrong.value.errors["units"]
    assert not Task.objects.exists()


def test_nobody_is_asked_twice_at_the_same_time(leak, roads, centre, task):
    with pytest.raises(AnswersWrong) as wrong:
        actions.ask(
            leak.id, unit_ids=[roads.unit.id], asked="再看看。", actor=centre.cast.handler.actor, now=MONDAY
        )
    assert "已经请过晴川县交通运输局" in wrong.value.errors["units"]


def test_only_the_called_unit_takes_up_and_answers(task, roads, centre):
    for other in (centre.cast.handler, centre.cast.east_clerk, centre.cast.clerk):
        with pytest.raises(Refused):
            actions.take_up(task.id, actor=other.actor, now=MONDAY)
        with pytest.raises(Refused):
            actions.answer(task.id, text="不用封。", actor=other.actor, now=MONDAY)
    actions.take_up(task.id, actor=roads.actor, now=MONDAY)
    actions.answer(task.id, text="不用封。", actor=roads.actor, now=MONDAY + timedelta(hours=2))
    assert fresh(task).stage == "answered"
    assert clock_of(task).stopped_at
    assert not clock_of(task).was_late
    assert Alert.objects.get(kind="joint.answered").unit == centre.cast.water


def test_the_reply_waits_for_every_answer_and_names_who_is_missing(leak, task, roads, centre):
    lead = centre.cast.handler.actor
    with pytest.raises(StepNotOpen, match="晴川县交通运输局"):
        outcomes.reply(leak.id, text="修好了。", actor=lead, now=MONDAY)
    actions.answer(task.id, text="不用封路。", actor=roads.actor, now=MONDAY)
    outcomes.reply(leak.id, text="修好了，路不用封。", actor=lead, now=MONDAY)
    assert fresh(leak).state == "answered"


def test_the_lead_may_withdraw_a_task_with_a_reason_and_reply(leak, task, roads, centre):
    lead = centre.cast.handler.actor
    with pytest.raises(AnswersWrong):
        actions.withdraw(task.id, reason="", actor=lead, now=MONDAY)
    with pytest.raises(Refused):
        actions.withdraw(task.id, reason="不想办。", actor=roads.actor, now=MONDAY)
    actions.withdraw(task.id, reason="现场看过，不涉及路面。", actor=lead, now=MONDAY)
    assert clock_of(task).stopped_at
    outcomes.reply(leak.id, text="修好了。", actor=lead, now=MONDAY)


def test_an_assistant_does_not_answer_the_resident(leak, roads, centre):
    """Not even a town in whose area the matter lies, which could otherwise answer it."""
    town = centre.cast.east_clerk
    [asked] = actions.ask(
        leak.id, unit_ids=[town.unit.id], asked="通知附近住户。", actor=centre.cast.handler.actor, now=MONDAY
    )
    actions.answer(asked.id, text="通知了。", actor=town.actor, now=MONDAY)
    with pytest.raises(StepNotOpen, match="统一作出"):
        outcomes.reply(leak.id, text="镇里替他们答复。", actor=town.actor, now=MONDAY)
    outcomes.reply(leak.id, text="修好了。", actor=centre.cast.handler.actor, now=MONDAY)


def test_dissent_is_kept_and_shown_to_staff_alone(leak, task, roads, centre):
    actions.answer(task.id, text="建议改期。", dissent="雨季不宜开挖。", actor=roads.actor, now=MONDAY)
    staff = [line for told in tell(leak, audience="staff") for line in told.lines]
    resident = tell(leak, audience="resident")
    assert "雨季不宜开挖。" in staff
    assert [told.title for told in resident][-2:] == [
        "请了晴川县交通运输局一起办",
        "晴川县交通运输局已经回了意见",
    ]
    assert not any("雨季" in line or "建议" in line for told in resident for line in told.lines)


def test_an_answer_is_sent_back_once_with_a_new_clock(task, roads, centre):
    lead = centre.cast.handler.actor
    actions.answer(task.id, text="知道了。", actor=roads.actor, now=MONDAY)
    actions.send_back(task.id, reason="请写明看没看现场。", actor=lead, now=MONDAY + timedelta(days=1))
    assert clock_of(task).is_running
    actions.answer(task.id, text="看过现场，不用封。", actor=roads.actor, now=MONDAY + timedelta(days=1))
    with pytest.raises(TaskNotOpen, match="不能再退"):
        actions.send_back(task.id, reason="再来。", actor=lead, now=MONDAY + timedelta(days=1))
    actions.accept(task.id, actor=lead, now=MONDAY + timedelta(days=1))
    assert fresh(task).stage == "accepted"
    assert not Alert.objects.filter(kind__startswith="joint.", settled_at=None).exists()


def test_a_unit_objects_with_an_article_and_the_centre_decides(task, roads, centre):
    with pytest.raises(AnswersWrong) as wrong:
        actions.refuse(task.id, reason="不归我们。", article="", actor=roads.actor, now=MONDAY)
    assert set(wrong.value.errors) == {"article"}
    actions.refuse(task.id, reason="村道归镇里管。", article="责任清单第8项", actor=roads.actor, now=MONDAY)
    assert clock_of(task).is_running
    for other in (centre.cast.handler, centre.cast.east_clerk):
        with pytest.raises(Refused):
            actions.rule(task.id, stays=True, reason="办。", actor=other.actor, now=MONDAY)
    actions.rule(task.id, stays=True, reason="涉及县道。", actor=centre.cast.clerk.actor, now=MONDAY)
    assert fresh(task).stage == "asked"
    with pytest.raises(TaskNotOpen, match="不能再提异议"):
        actions.refuse(task.id, reason="还是不归。", article="第8项", actor=roads.actor, now=MONDAY)


def test_the_centre_may_agree_with_the_objection(leak, task, roads, centre):
    actions.refuse(task.id, reason="村道归镇里管。", article="责任清单第8项", actor=roads.actor, now=MONDAY)
    actions.rule(task.id, stays=False, reason="确实归镇里。", actor=centre.cast.clerk.actor, now=MONDAY)
    assert fresh(task).stage == "withdrawn"
    assert clock_of(task).stopped_at
    assert (
        Matter.objects.visible_to(roads.actor).filter(id=leak.id).exists()
    )  # what it has read, it may go on reading


def test_a_withdrawn_matter_ends_its_tasks_and_says_so_once(leak, task, roads, centre):
    outcomes.withdraw(leak.id, actor=resident([leak.id]), now=MONDAY)
    centre.settle(now=MONDAY)
    actions.lapse(leak.id, now=MONDAY)
    assert fresh(task).stage == "lapsed"
    assert clock_of(task).stopped_at
    lapsed = Entry.objects.filter(subject=leak.id, verb="handling.task_lapsed")
    assert lapsed.count() == 1
    assert any(
        "事项已经结束，晴川县交通运输局的任务自动结束" in told.title for told in tell(leak, audience="staff")
    )
    with pytest.raises(TaskNotOpen):
        actions.answer(task.id, text="晚了。", actor=roads.actor, now=MONDAY)
    with pytest.raises(TaskNotOpen):
        actions.ask(
            leak.id, unit_ids=[roads.unit.id], asked="还要。", actor=centre.cast.handler.actor, now=MONDAY
        )


def test_a_unit_that_gets_the_matter_itself_does_not_assist_itself(leak, task, roads, centre):
    dispatch(leak.id, unit_id=roads.unit.id, reason="改由交通办。", actor=centre.cast.clerk.actor, now=MONDAY)
    centre.settle(now=MONDAY)
    assert fresh(task).stage == "lapsed"
    handling.claim(leak.id, actor=roads.actor, now=MONDAY)
    outcomes.reply(leak.id, text="修好了。", actor=roads.actor, now=MONDAY)


def test_a_late_task_calls_the_unit_and_the_one_that_waits_once(task, roads, centre):
    late = MONDAY + timedelta(days=8)
    for _ in range(2):
        tick(now=late)
        centre.settle(now=late)
    assert {alert.unit for alert in Alert.objects.filter(kind="joint.late")} == {roads.unit}
    assert {alert.unit for alert in Alert.objects.filter(kind="joint.answer_late")} == {centre.cast.water}
    assert Alert.objects.filter(kind__contains="late").count() == 2
    actions.answer(task.id, text="不用封。", actor=roads.actor, now=late)
    assert Clock.objects.get(task_id=task.id).was_late

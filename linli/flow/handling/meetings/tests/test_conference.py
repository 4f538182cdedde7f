"""A hard matter waits for a conference; it is planned, held, minuted; what it decides becomes tasks."""

from datetime import timedelta

import pytest

from linli.core.clocks.queries import clocks_of_tasks
from linli.core.matters.models import Entry, Matter
from linli.core.matters.telling import tell
from linli.core.procedures.answers import AnswersWrong
from linli.flow.handling import actions as handling
from linli.flow.handling.alerts.models import Alert
from linli.flow.handling.joint import actions as joint
from linli.flow.handling.meetings import actions, queries
from linli.flow.handling.meetings.actions import MeetingNotOpen, Put
from linli.flow.handling.meetings.models import Awaiting, Meeting, Minutes
from linli.flow.outcomes import actions as outcomes
from linli.flow.routing.actions import classify
from linli.ground.people.actor import Refused, resident
from linli.testing.makers import MONDAY

from .conftest import TOMORROW


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def test_a_hard_matter_waits_for_a_conference_and_calls_who_holds_them(hard, leak, centre):
    assert [row.matter for row in queries.awaited(centre.cast.clerk.actor)] == [hard]
    assert Alert.objects.get(kind="meetings.awaited", settled_at=None).unit == centre.cast.centre
    classify(
        leak.id,
        category_id=leak.category_id,
        severity="hard",
        actor=centre.cast.handler.actor,
        now=MONDAY,
    )
    for _ in range(2):
        centre.settle(now=MONDAY)
        actions.settle(leak.id, now=MONDAY)
    assert [row.matter for row in queries.awaited(centre.cast.clerk.actor)] == [hard, leak]
    assert centre.verbs(type("R", (), {"matter_id": leak.id})).count("handling.conference_awaited") == 1


def test_what_is_no_longer_hard_or_ended_waits_no_longer(hard, centre):
    outcomes.withdraw(hard.id, actor=resident([hard.id]), now=MONDAY)
    centre.settle(now=MONDAY)
    assert Awaiting.objects.get().ended_why == "ended"
    assert not Alert.objects.filter(kind="meetings.awaited", settled_at=None).exists()


def test_only_who_holds_meetings_plans_one(hard, roads, centre):
    words = {
        "kind": "conference",
        "title": "会商",
        "place": "二楼",
        "at": TOMORROW,
        "items": [Put(hard.id)],
        "unit_ids": [roads.unit.id],
        "now": MONDAY,
    }
    for other in (centre.cast.handler, centre.cast.east_clerk, centre.cast.auditor, roads):
        with pytest.raises(Refused):
            actions.plan(actor=other.actor, **words)
    with pytest.raises(AnswersWrong) as wrong:
        actions.plan(
            actor=centre.cast.clerk.actor,
            **{**words, "title": "", "place": "", "at": MONDAY, "items": [], "unit_ids": []},
        )
    assert set(wrong.value.errors) == {"title", "place", "at", "items", "units"}
    assert not Meeting.objects.exists()
    assert actions.plan(actor=centre.cast.leader.actor, **words)


def test_who_is_invited_may_read_the_matter_and_is_called(hard, roads, planned, centre):
    assert Matter.objects.visible_to(roads.actor).get() == hard
    assert Alert.objects.get(kind="meetings.invited").unit == roads.unit
    assert queries.awaited(centre.cast.clerk.actor) == []
    assert [told.title for told in tell(hard, audience="resident")][
        -1
    ] == "已安排会商，请几个单位一起商量这件事"
    assert queries.meeting_of(roads.actor, planned.id).hidden == 0
    assert queries.meeting_of(centre.cast.east_clerk.actor, planned.id) is None


def test_a_cancelled_conference_lets_the_matter_wait_again(hard, planned, centre):
    with pytest.raises(AnswersWrong):
        actions.cancel(planned.id, reason=" ", actor=centre.cast.clerk.actor, now=MONDAY)
    actions.cancel(planned.id, reason="下大雨。", actor=centre.cast.clerk.actor, now=MONDAY)
    assert [row.matter for row in queries.awaited(centre.cast.clerk.actor)] == [hard]
    with pytest.raises(MeetingNotOpen):
        actions.hold(planned.id, attended={}, actor=centre.cast.clerk.actor, now=TOMORROW)


def test_who_is_invited_is_told_of_another_time_and_of_no_meeting(planned, roads, centre):
    clerk = centre.cast.clerk.actor
    later = {"at": TOMORROW + timedelta(days=1), "place": "三楼", "now": MONDAY}
    with pytest.raises(Refused):
        actions.reschedule(planned.id, reason="改期。", actor=roads.actor, **later)
    actions.reschedule(planned.id, reason="改期。", actor=clerk, **later)
    moved = Alert.objects.get(kind="meetings.moved")
    assert (moved.unit, moved.says["when"], moved.says["place"]) == (roads.unit, "2026-03-04 09:00", "三楼")
    actions.cancel(planned.id, reason="下大雨。", actor=clerk, now=MONDAY)
    assert Alert.objects.get(kind="meetings.cancelled").unit == roads.unit


def test_nothing_is_decided_before_the_meeting_took_place(planned, roads, centre):
    item, clerk = planned.items.get(), centre.cast.clerk.actor
    with pytest.raises(MeetingNotOpen, match="会还没有开"):
        actions.discuss(item.id, discussion="", decision="修。", actor=clerk, now=MONDAY)
    with pytest.raises(AnswersWrong):
        actions.hold(planned.id, attended={}, actor=clerk, now=TOMORROW)
    actions.hold(planned.id, attended={roads.unit.id: "韩雪"}, actor=clerk, now=TOMORROW)
    with pytest.raises(Refused):
        actions.discuss(item.id, discussion="", decision="修。", actor=roads.actor, now=TOMORROW)
    actions.discuss(item.id, discussion="", decision="修。", actor=clerk, now=TOMORROW)


def test_the_resident_reads_only_what_was_ticked_for_them(hard, held, centre):
    item, clerk = held.items.get(), centre.cast.clerk.actor
    actions.discuss(
        item.id, discussion="两边各说各的。", decision="由交通局出资。", actor=clerk, now=TOMORROW
    )
    assert "会商有了结果" not in [told.title for told in tell(hard, audience="resident")]
    actions.discuss(
        item.id,
        discussion="两边各说各的。",
        decision="由交通局出资。",
        told="定了由一个单位出钱修，6月底前修好。",
        actor=clerk,
        now=TOMORROW,
    )
    read = [line for told in tell(hard, audience="resident") for line in told.lines]
    assert read[-1] == "定了由一个单位出钱修，6月底前修好。"
    assert not any("出资" in line for line in read)
    decided = Entry.objects.filter(subject=hard.id, verb="handling.conference_decided")
    assert decided.count() == 1  # the same decision is told once


def test_a_decision_becomes_a_task_that_outlasts_the_reply(hard, held, roads, centre):
    item, cast = held.items.get(), centre.cast
    june = TOMORROW + timedelta(days=100)
    decision = actions.decide(
        item.id, unit_id=roads.unit.id, asked="修通渠道。", until=june, actor=cast.clerk.actor, now=TOMORROW
    )
    assert clocks_of_tasks([decision.task_id])[decision.task_id].due_at == june
    assert "请了" not in tell(hard, audience="resident")[-1].title
    handling.claim(hard.id, actor=cast.clerk.actor, now=TOMORROW)
    outcomes.reply(hard.id, text="6月底修好。", actor=cast.clerk.actor, now=TOMORROW)
    with pytest.raises(Refused):
        joint.answer(decision.task_id, text="修好了。", actor=cast.handler.actor, now=TOMORROW)
    outcomes.close(hard.id, outcome="partly", reason="渠道6月修。", actor=cast.clerk.actor, now=TOMORROW)
    centre.settle(now=TOMORROW)
    joint.answer(decision.task_id, text="修好了。", actor=roads.actor, now=TOMORROW)
    assert fresh(decision.task).stage == "answered"


def test_of_a_withdrawn_matter_nothing_goes_on(hard, held, roads, centre):
    item = held.items.get()
    words = {
        "unit_id": roads.unit.id,
        "asked": "修通渠道。",
        "actor": centre.cast.clerk.actor,
        "now": TOMORROW,
    }
    decision = actions.decide(item.id, **words)
    outcomes.withdraw(hard.id, actor=resident([hard.id]), now=TOMORROW)
    centre.settle(now=TOMORROW)
    assert fresh(decision.task).stage == "lapsed"
    assert clocks_of_tasks([decision.task_id])[decision.task_id].stopped_at


def test_a_decision_may_hold_the_reply(hard, held, roads, centre):
    item, cast = held.items.get(), centre.cast
    with pytest.raises(AnswersWrong) as wrong:
        actions.decide(item.id, unit_id=None, asked="", actor=cast.clerk.actor, now=TOMORROW)
    assert set(wrong.value.errors) == {"unit", "asked"}
    actions.decide(
        item.id,
        unit_id=roads.unit.id,
        asked="先通车。",
        before_reply=True,
        actor=cast.clerk.actor,
        now=TOMORROW,
    )
    handling.claim(hard.id, actor=cast.clerk.actor, now=TOMORROW)
    with pytest.raises(Exception, match="交通运输局"):
        outcomes.reply(hard.id, text="好了。", actor=cast.clerk.actor, now=TOMORROW)


def test_a_correction_of_the_minutes_is_a_new_version(held, roads, centre):
    clerk, leader = centre.cast.clerk.actor, centre.cast.leader.actor
    first = actions.write_minutes(held.id, text="到会三个单位。", actor=clerk, now=TOMORROW)
    actions.confirm(held.id, first.version, actor=leader, now=TOMORROW)
    second = actions.write_minutes(held.id, text="到会两个单位。", actor=clerk, now=TOMORROW)
    with pytest.raises(MeetingNotOpen, match="新的一版"):
        actions.confirm(held.id, first.version, actor=leader, now=TOMORROW)
    with pytest.raises(Refused):
        actions.confirm(held.id, second.version, actor=roads.actor, now=TOMORROW)
    assert [row.text for row in Minutes.objects.order_by("version")] == ["到会三个单位。", "到会两个单位。"]


def test_a_meeting_closes_with_everything_decided_and_the_minutes_confirmed(held, centre):
    clerk = centre.cast.clerk.actor
    with pytest.raises(MeetingNotOpen, match="没有写怎么定的"):
        actions.close(held.id, actor=clerk, now=TOMORROW)
    actions.discuss(held.items.get().id, discussion="", decision="再查。", actor=clerk, now=TOMORROW)
    with pytest.raises(MeetingNotOpen, match="纪要还没有确认"):
        actions.close(held.id, actor=clerk, now=TOMORROW)
    minutes = actions.write_minutes(held.id, text="再查。", actor=clerk, now=TOMORROW)
    actions.confirm(held.id, minutes.version, actor=clerk, now=TOMORROW)
    actions.close(held.id, actor=clerk, now=TOMORROW)
    verbs = Entry.objects.filter(subject=held.id).order_by("seq").values_list("verb", flat=True)
    assert list(verbs)[-1] == "handling.meeting_closed"

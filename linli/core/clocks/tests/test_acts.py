from dataclasses import dataclass, field

import pytest
from django.db import IntegrityError, transaction

from linli.core.clocks import actions, queries
from linli.core.clocks.actions.acts import PauseEndsBefore
from linli.core.clocks.models import Clock
from linli.core.clocks.tests.conftest import at
from linli.core.matters.models import Entry
from linli.ground.calendars import queries as calendars
from linli.ground.people.actor import SYSTEM, Refused
from linli.lib.limits import Limit, parse_limit


@dataclass
class Rule:
    name: str
    limit: Limit
    level: str = "matter"
    warns: tuple = field(default=())


REPLY = Rule("reply", parse_limit("15日", source="信访工作条例第二十三条"), warns=(0.8,))
SIGN = Rule("sign_for", parse_limit("4个工作时"), level="unit")
NOW = at("2026-03-09T10:00")


def entries(matter, verb):
    return list(Entry.objects.filter(subject=matter.id, verb=verb).order_by("seq"))


def end(text):
    return at(text + "T23:59:59.999999")


def test_several_clocks_start_with_one_entry_and_the_matter_follows_the_first(matter, unit):
    started = actions.start_many(matter, [REPLY, SIGN], now=NOW, actor=SYSTEM)
    assert [clock.due_at for clock in started] == [end("2026-03-24"), at("2026-03-09T16:00")]
    assert [clock.unit_id for clock in started] == [None, unit.id]
    (entry,) = entries(matter, "clocks.started")
    assert [said["clock"] for said in entry.body["clocks"]] == ["reply", "sign_for"]
    assert matter.due_at == at("2026-03-09T16:00")
    stopped = actions.stop(matter, "sign_for", now=at("2026-03-09T11:00"), actor=SYSTEM)
    assert [clock.was_late for clock in stopped] == [False]
    assert matter.due_at == end("2026-03-24")
    matter.refresh_from_db()
    assert matter.due_at == end("2026-03-24")


def test_a_running_clock_is_not_reset_by_a_second_start(matter):
    actions.start(matter, "reply", limit=REPLY.limit, now=NOW, actor=SYSTEM)
    later = at("2026-03-12T10:00")
    with pytest.raises(actions.AlreadyRunning):
        actions.start(matter, "reply", limit=REPLY.limit, now=later, actor=SYSTEM)
    assert actions.start_many(matter, [REPLY], now=later, actor=SYSTEM) == []
    assert matter.due_at == end("2026-03-24")
    copy = Clock.objects.get()
    copy.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        copy.save(force_insert=True)


def test_a_stopped_clock_can_start_again_for_a_second_handling(matter):
    actions.start(matter, "reply", limit=REPLY.limit, now=NOW, actor=SYSTEM)
    actions.stop(matter, "reply", now=at("2026-03-10T10:00"), actor=SYSTEM)
    actions.start(matter, "reply", limit=REPLY.limit, now=at("2026-03-11T10:00"), actor=SYSTEM)
    assert [clock.is_running for clock in queries.clocks_of(matter)] == [False, True]
    assert len(queries.running(matter)) == 1


def test_stopping_what_does_not_run_is_no_error_and_no_entry(matter):
    assert actions.stop(matter, "reply", now=NOW, actor=SYSTEM) == []
    assert entries(matter, "clocks.stopped") == []


def test_a_clock_stopped_at_its_last_moment_is_in_time_and_after_it_late(new_matter, seeded):
    for moment, late in ((end("2026-03-24"), False), (at("2026-03-25T00:00"), True)):
        matter = new_matter()
        actions.start(matter, "reply", limit=REPLY.limit, now=NOW, actor=SYSTEM)
        (clock,) = actions.stop(matter, "reply", now=moment, actor=SYSTEM)
        assert clock.was_late is late
        assert entries(matter, "clocks.stopped")[0].body["late"] is late


def test_only_who_may_decide_on_time_pauses_resumes_and_extends(matter, leader, clerk, stranger):
    actions.start(matter, "reply", limit=REPLY.limit, now=NOW, actor=SYSTEM)
    asks = {"reason": "听证", "now": at("2026-03-10T09:00")}
    for actor in (clerk, stranger):
        for act, more in (
            (actions.pause, {}),
            (actions.resume, {}),
            (actions.extend, {"by": Limit(30, "calendar_day")}),
        ):
            with pytest.raises(Refused):
                act(matter, "reply", actor=actor, **asks, **more)
    clock = actions.pause(matter, "reply", actor=leader, until=at("2026-03-13T17:00"), **asks)
    assert clock.paused_at == at("2026-03-10T09:00")
    (entry,) = entries(matter, "clocks.paused")
    assert entry.body["reason"] == "听证"
    assert entry.actor_id == leader.staff_id


def test_a_pause_moves_the_end_and_is_reviewed_when_it_was_to_end(matter, leader):
    actions.start(matter, "reply", limit=REPLY.limit, now=NOW, actor=SYSTEM)
    actions.pause(
        matter, "reply", reason="听证", now=at("2026-03-10T09:00"), until=at("2026-03-13T17:00"), actor=leader
    )
    assert matter.due_at == at("2026-03-13T17:00")
    with pytest.raises(actions.Paused):
        actions.pause(matter, "reply", reason="再次", now=at("2026-03-11T09:00"), actor=leader)
    clock = actions.resume(matter, "reply", now=at("2026-03-12T09:00"), actor=leader)
    assert clock.due_at == end("2026-03-26")  # two days, 11 and 12 March, were not counted
    assert matter.due_at == end("2026-03-26")
    body = entries(matter, "clocks.resumed")[0].body
    assert body["after"] < body["before"]
    with pytest.raises(actions.NotPaused):
        actions.resume(matter, "reply", now=at("2026-03-12T10:00"), actor=leader)


def test_a_paused_matter_is_not_late(matter, leader):
    actions.start(matter, "reply", limit=REPLY.limit, now=NOW, actor=SYSTEM)
    clock = actions.pause(
        matter, "reply", reason="鉴定", now=at("2026-03-20T09:00"), until=at("2026-05-20T09:00"), actor=leader
    )
    found = queries.reading(clock, now=at("2026-05-01T09:00"))
    assert (found.paused, found.late, found.elapsed, found.remaining) == (True, False, 11, 5)
    assert matter.due_at == at("2026-05-20T09:00")


def test_a_pause_without_a_known_end_is_reviewed_after_as_long_as_the_limit(matter, leader):
    actions.start(matter, "reply", limit=REPLY.limit, now=NOW, actor=SYSTEM)
    clock = actions.pause(matter, "reply", reason="鉴定", now=at("2026-03-10T09:00"), actor=leader)
    assert clock.paused_until == end("2026-03-25")
    actions.resume(matter, "reply", now=at("2026-03-10T10:00"), actor=leader)
    with pytest.raises(PauseEndsBefore):
        actions.pause(matter, "reply", reason="x", now=at("2026-03-10T11:00"), until=NOW, actor=leader)


def test_stopping_a_paused_clock_counts_the_pause_as_long_as_it_was(matter, leader):
    actions.start(matter, "reply", limit=REPLY.limit, now=NOW, actor=SYSTEM)
    actions.pause(
        matter, "reply", reason="听证", now=at("2026-03-10T09:00"), until=at("2026-06-01T09:00"), actor=leader
    )
    (clock,) = actions.stop(matter, "reply", now=at("2026-03-12T09:00"), actor=SYSTEM)
    assert (clock.due_at, clock.was_late, clock.paused_at) == (end("2026-03-26"), False, None)


def test_an_extension_names_its_rule_and_both_ends(matter, leader):
    actions.start(matter, "handle", limit=parse_limit("60日"), now=at("2026-02-10T10:00"), actor=SYSTEM)
    by = parse_limit("30日", source="信访工作条例第三十四条")
    clock = actions.extend(
        matter, "handle", by=by, reason="情况复杂", now=at("2026-04-01T10:00"), actor=leader
    )
    assert clock.due_at == end("2026-05-11")
    (entry,) = entries(matter, "clocks.extended")
    assert entry.body["rule"] == "信访工作条例第三十四条"
    assert (entry.body["before"][:10], entry.body["after"][:10]) == ("2026-04-13", "2026-05-11")
    with pytest.raises(actions.NotRunning):
        actions.extend(matter, "reply", by=by, reason="", now=NOW, actor=leader)


def test_the_end_explains_itself_to_a_resident(matter, leader):
    clock = actions.start(matter, "reply", limit=REPLY.limit, now=NOW, actor=SYSTEM)
    said = queries.explain(clock, now=NOW)
    assert said[0] == "时限：15日（信访工作条例第二十三条）。"
    assert "民法典第二百零一条" in said[1]
    assert "2026年3月24日" in said[-1]
    clock = actions.pause(matter, "reply", reason="听证", now=at("2026-03-10T09:00"), actor=leader)
    assert "暂停计时" in queries.explain(clock, now=NOW)[-1]


def test_where_a_clock_stands_is_told_in_its_own_measure(matter):
    days = actions.start(
        matter, "reply", limit=Limit(5, "working_day"), now=at("2026-02-12T10:00"), actor=SYSTEM
    )
    hours = actions.start(
        matter, "sign", limit=Limit(4, "working_hour"), now=at("2026-03-09T11:00"), actor=SYSTEM
    )
    emergency = actions.start(
        matter, "go", limit=Limit(2, "emergency_hour"), now=at("2026-03-09T23:00"), actor=SYSTEM
    )
    read = queries.reading(days, now=at("2026-02-24T09:00"))
    assert (read.elapsed, read.remaining, read.measure) == (3, 2, "working_day")
    late = queries.reading(days, now=at("2026-03-02T09:00"))
    assert (late.late, late.remaining) == (True, -3)  # Friday, the Saturday that is worked, Monday
    read = queries.reading(hours, now=at("2026-03-09T14:30"))
    assert (read.elapsed, read.remaining, read.measure) == (90, 150, "minute")
    read = queries.reading(emergency, now=at("2026-03-10T00:30"))
    assert (read.elapsed, read.remaining) == (90, 30)


def test_starting_the_clocks_of_a_new_matter_costs_few_queries(matter, django_assert_max_num_queries):
    calendars.calendar()
    with transaction.atomic(), django_assert_max_num_queries(3):
        actions.keep(actions.begin(matter, [REPLY, SIGN], now=NOW))
    assert matter.due_at == at("2026-03-09T16:00")

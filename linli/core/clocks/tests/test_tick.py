from collections import Counter
from datetime import timedelta

import pytest
from django.db import IntegrityError

from linli.core.clocks import actions
from linli.core.clocks.actions import ticking
from linli.core.clocks.models import Clock, Firing
from linli.core.clocks.tests.conftest import at
from linli.core.clocks.tests.test_acts import REPLY, end, entries
from linli.core.matters.models import Entry, Matter
from linli.ground.people.actor import SYSTEM
from linli.ground.people.models import Staff
from linli.lib.limits import Limit

NOW = at("2026-03-09T10:00")  # 15 days: ends on 24 March; 80 % are used when 21 March ends


@pytest.fixture
def clock(matter):
    actions.tick(now=NOW)
    (clock,) = actions.start_many(matter, [REPLY], now=NOW, actor=SYSTEM)
    return clock


def verbs(matter):
    return Counter(Entry.objects.filter(subject=matter.id).values_list("verb", flat=True))


def test_a_clock_warns_and_breaches_once_each_in_time(clock, matter):
    assert actions.tick(now=at("2026-03-21T23:59")) == 0
    assert actions.tick(now=at("2026-03-22T00:00")) == 1
    assert actions.tick(now=at("2026-03-22T00:01")) == 0
    assert actions.tick(now=end("2026-03-24")) == 0
    assert actions.tick(now=at("2026-03-25T00:00")) == 1
    assert actions.tick(now=at("2026-04-25T00:00")) == 0
    assert entries(matter, "clocks.warned")[0].body["fires"] == "warned-80"
    breach = entries(matter, "clocks.breached")[0].body
    assert (breach["clock"], breach["level"], breach["late"]) == ("reply", "matter", True)


def test_after_days_of_outage_each_step_is_fired_once_in_order(clock, matter):
    assert actions.tick(now=at("2026-03-28T09:00")) == 2
    assert actions.tick(now=at("2026-03-28T09:00")) == 0
    fired = [entry.verb for entry in Entry.objects.filter(subject=matter.id).order_by("seq")]
    assert fired == ["clocks.started", "clocks.warned", "clocks.breached"]


def test_two_who_look_at_once_fire_a_step_once(clock, matter):
    late = at("2026-03-28T09:00")
    both_saw = [[each for batch in ticking._come(late, 500) for each in batch] for _looker in range(2)]
    assert both_saw == [[clock.id], [clock.id]]
    assert [ticking._fire(seen, now=late) for seen in both_saw] == [2, 0]
    assert verbs(matter)["clocks.warned"] == verbs(matter)["clocks.breached"] == 1
    with pytest.raises(IntegrityError):
        Firing.objects.create(clock=clock, round=1, step="breached", fired_at=late)


def test_nothing_due_costs_a_constant_number_of_queries(new_matter, seeded, django_assert_num_queries):
    for number in range(12):
        actions.start(new_matter(), "reply", limit=Limit(15 + number, "calendar_day"), now=NOW, actor=SYSTEM)
    actions.tick(now=NOW)
    with django_assert_num_queries(4):
        assert actions.tick(now=NOW) == 0


def test_what_nobody_handles_comes_first_however_late_the_others_are(new_matter, seeded):
    someone = Staff.objects.create(username="he", name="何")
    handled, lying = [new_matter() for _ in range(3)], [new_matter() for _ in range(3)]
    for days, each in enumerate([*handled, *lying], start=1):
        actions.start(each, "reply", limit=Limit(days, "working_day"), now=NOW, actor=SYSTEM)
    Matter.objects.visible_to(SYSTEM).filter(id__in=[each.id for each in handled]).update(handler=someone)
    assert actions.tick(now=NOW + timedelta(days=30), batch=2) == 6
    told = Entry.objects.filter(verb="clocks.breached").order_by("id").values_list("subject", flat=True)
    assert list(told) == [each.id for each in [*lying, *handled]]


def test_the_oldest_are_fired_first_and_batches_leave_none_behind(new_matter, seeded):
    ends = {}
    for days in (5, 3, 4, 3, 2):
        matter = new_matter()
        ends[matter.id] = actions.start(
            matter, "reply", limit=Limit(days, "working_day"), now=NOW, actor=SYSTEM
        ).due_at
    assert actions.tick(now=at("2026-04-01T00:00"), batch=2) == 5
    order = Entry.objects.filter(verb="clocks.breached").order_by("id").values_list("subject", flat=True)
    assert [ends[subject] for subject in order] == sorted(ends.values())


def test_one_clock_that_fails_does_not_hold_up_the_others(new_matter, seeded, monkeypatch):
    for _ in range(3):
        actions.start(new_matter(), "reply", limit=REPLY.limit, now=NOW, actor=SYSTEM)
    bad = Clock.objects.order_by("id").first()
    Clock.objects.filter(id=bad.id).update(measure="fortnight")
    Clock.objects.filter(id=bad.id).update(next_at=at("2026-03-20T00:00"))
    monkeypatch.setattr(ticking, "recompute_changed", lambda now: 0)
    assert actions.tick(now=at("2026-03-28T09:00"), batch=1) == 2
    bad.refresh_from_db()
    assert bad.next_at is not None


def test_a_stopped_clock_and_a_closed_matter_remind_nobody(new_matter, seeded):
    stopped, closed = new_matter(), new_matter()
    for matter in (stopped, closed):
        actions.start(matter, "reply", limit=REPLY.limit, now=NOW, actor=SYSTEM)
    actions.stop(stopped, "reply", now=NOW, actor=SYSTEM)
    closed.is_open = False
    closed.save()
    assert actions.tick(now=at("2026-04-28T09:00")) == 0


def test_after_an_extension_the_warnings_before_the_new_end_are_new(clock, matter, leader):
    assert actions.tick(now=at("2026-03-22T09:00")) == 1
    actions.extend(
        matter, "reply", by=Limit(15, "calendar_day"), reason="复杂", now=at("2026-03-23T09:00"), actor=leader
    )
    assert actions.tick(now=at("2026-03-25T09:00")) == 0
    assert actions.tick(now=at("2026-04-02T23:59")) == 0
    assert actions.tick(now=at("2026-04-03T00:00")) == 1  # 24 of 30 days are used
    assert actions.tick(now=at("2026-04-30T00:00")) == 1
    assert verbs(matter)["clocks.warned"] == 2


def test_a_warning_that_lies_behind_is_not_repeated_by_a_small_extension(clock, matter, leader):
    actions.tick(now=at("2026-03-22T09:00"))
    actions.extend(
        matter, "reply", by=Limit(1, "calendar_day"), reason="", now=at("2026-03-24T09:00"), actor=leader
    )
    assert actions.tick(now=at("2026-03-24T10:00")) == 0
    assert verbs(matter)["clocks.warned"] == 1


def test_a_pause_silences_the_clock_until_it_should_have_ended(clock, matter, leader):
    actions.pause(
        matter, "reply", reason="听证", now=at("2026-03-20T09:00"), until=at("2026-04-20T09:00"), actor=leader
    )
    assert actions.tick(now=at("2026-04-19T09:00")) == 0
    assert actions.tick(now=at("2026-04-20T09:00")) == 1
    assert entries(matter, "clocks.warned")[0].body["fires"] == "pause-over"
    assert actions.tick(now=at("2026-06-20T09:00")) == 0
    actions.resume(matter, "reply", now=at("2026-06-20T10:00"), actor=leader)
    assert actions.tick(now=at("2026-06-22T09:00")) == 1  # 12 days before, one after: the warning


def test_a_clock_set_back_by_an_hour_fires_nothing_twice_and_a_jump_loses_nothing(clock, matter):
    assert actions.tick(now=at("2026-03-22T09:00")) == 1
    assert actions.tick(now=at("2026-03-22T08:00")) == 0
    assert actions.tick(now=at("2026-03-22T09:00")) == 0
    assert actions.tick(now=at("2027-03-22T09:00")) == 1
    assert actions.tick(now=at("2026-03-22T09:00") + timedelta(days=30)) == 0

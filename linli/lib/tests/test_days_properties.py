"""The counting rules against a brute force that knows only one day, or one minute, at a time."""

import calendar as months
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import chinese_calendar
import holidays
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linli.lib.days import Calendar, Pause, due_of, moment_after
from linli.lib.limits import Limit
from linli.lib.tests.test_days import NATIONAL, SHANGHAI

DAY = timedelta(days=1)
starts = st.datetimes(datetime(2007, 1, 1), datetime(2024, 12, 31)).map(lambda m: m.replace(tzinfo=SHANGHAI))  # noqa: DTZ001
nearby = st.datetimes(datetime(2026, 1, 1), datetime(2026, 3, 15)).map(  # noqa: DTZ001
    lambda m: m.replace(second=0, microsecond=0, tzinfo=SHANGHAI)
)
spans = st.lists(st.tuples(nearby, st.integers(0, 30_000)), max_size=3).map(
    lambda pairs: [Pause(start, start + timedelta(minutes=length)) for start, length in pairs]
)


def paused_days(pauses):
    days = set()
    for pause in pauses:
        day = pause.start.date()
        while day < pause.end.date():
            day += DAY
            days.add(day)
    return days


def brute_day(amount, unit, start, pauses=()):
    """Cross off one day after the other on a wall calendar."""
    out, day, left = paused_days(pauses), start.date(), amount
    if unit == "month":
        index = start.year * 12 + start.month - 1 + amount
        year, month = index // 12, index % 12 + 1
        left = (date(year, month, min(start.day, months.monthrange(year, month)[1])) - day).days
    while left:
        day += DAY
        if day in out or (unit == "working_day" and not chinese_calendar.is_workday(day)):
            continue
        left -= 1
    while unit != "working_day" and chinese_calendar.is_holiday(day):
        day += DAY
    return day


def brute_minutes(amount, unit, start, pauses=()):
    """Watch the clock tick, minute by minute."""
    moment, left = start, amount * 60
    while left:
        office = time(9) <= moment.time() < time(12) or time(14) <= moment.time() < time(18)
        counts = unit != "working_hour" or (office and chinese_calendar.is_workday(moment.date()))
        if counts and not any(pause.start <= moment < pause.end for pause in pauses):
            left -= 1
        moment += timedelta(minutes=1)
    return moment


@settings(max_examples=400, deadline=None)
@given(starts, st.integers(1, 90), st.sampled_from(["calendar_day", "working_day"]))
def test_days_are_counted_as_on_a_wall_calendar(start, amount, unit):
    assert due_of(Limit(amount, unit), start, NATIONAL).day == brute_day(amount, unit, start)


@settings(max_examples=200, deadline=None)
@given(starts, st.integers(1, 13))
def test_months_end_as_on_a_wall_calendar(start, amount):
    assert due_of(Limit(amount, "month"), start, NATIONAL).day == brute_day(amount, "month", start)


@settings(max_examples=200, deadline=None)
@given(nearby, st.integers(1, 60), st.sampled_from(["calendar_day", "working_day", "month"]), spans)
def test_paused_days_are_crossed_off(start, amount, unit, pauses):
    amount = amount % 3 + 1 if unit == "month" else amount
    assert due_of(Limit(amount, unit), start, NATIONAL, pauses=pauses).day == brute_day(
        amount, unit, start, pauses
    )


@settings(max_examples=60, deadline=None)
@given(nearby, st.integers(1, 30), st.sampled_from(["hour", "working_hour", "emergency_hour"]), spans)
def test_hours_are_counted_as_by_watching_the_clock(start, amount, unit, pauses):
    assert due_of(Limit(amount, unit), start, NATIONAL, pauses=pauses).at == brute_minutes(
        amount, unit, start, pauses
    )


@given(starts, st.integers(1, 600))
def test_the_office_time_until_the_end_of_a_limit_is_the_limit(start, amount):
    end = due_of(Limit(amount, "working_hour"), start, NATIONAL, explain=False).at
    assert NATIONAL.open_time(start, end) == timedelta(hours=amount)
    assert NATIONAL.open_time(end, start) == timedelta()


@given(starts, st.integers(0, 500), st.integers(0, 500))
def test_office_time_adds_up_over_any_moment_between(start, one, two):
    middle, last = start + timedelta(hours=one), start + timedelta(hours=one + two)
    whole = NATIONAL.open_time(start, last)
    assert NATIONAL.open_time(start, middle) + NATIONAL.open_time(middle, last) == whole


@given(starts, st.integers(1, 400))
def test_working_days_forward_and_back_are_inverse(start, amount):
    end = NATIONAL.workday_after(start.date(), amount)
    assert NATIONAL.workdays_between(start.date(), end) == amount
    assert not NATIONAL.rests(end)


@given(
    starts,
    st.integers(1, 200),
    st.integers(0, 20),
    st.sampled_from(["calendar_day", "working_day", "working_hour", "hour"]),
)
def test_a_later_start_or_a_longer_limit_never_ends_earlier(start, amount, later, unit):
    end = due_of(Limit(amount, unit), start, NATIONAL, explain=False).at
    assert due_of(Limit(amount, unit), start + later * DAY, NATIONAL, explain=False).at >= end
    assert due_of(Limit(amount + later, unit), start, NATIONAL, explain=False).at >= end


@given(
    nearby,
    st.integers(1, 40),
    st.integers(0, 9000),
    st.integers(0, 9000),
    st.sampled_from(["calendar_day", "working_hour", "month"]),
)
def test_two_pauses_end_to_end_are_one(start, amount, one, two, unit):
    amount = amount % 3 + 1 if unit == "month" else amount
    first = start + timedelta(hours=30)
    middle, last = first + timedelta(minutes=one), first + timedelta(minutes=one + two)
    split = due_of(Limit(amount, unit), start, NATIONAL, pauses=[Pause(first, middle), Pause(middle, last)])
    assert split.at == due_of(Limit(amount, unit), start, NATIONAL, pauses=[Pause(first, last)]).at


@given(
    nearby,
    st.integers(1, 60),
    st.integers(0, 100),
    st.sampled_from(["calendar_day", "working_day", "month", "working_hour"]),
    spans,
)
def test_a_warning_comes_after_the_start_and_not_after_the_end(start, amount, percent, unit, pauses):
    limit = Limit(amount % 3 + 1 if unit == "month" else amount, unit)
    end = due_of(limit, start, NATIONAL, pauses=pauses).at
    moment = moment_after(percent, limit, start, NATIONAL, pauses=pauses)
    assert start <= moment <= end + timedelta(microseconds=1)


@given(starts, st.integers(1, 300), st.sampled_from(["calendar_day", "working_day"]))
def test_the_explanation_numbers_every_day_once(start, amount, unit):
    due = due_of(Limit(amount, unit), start, NATIONAL)
    told = [line.params for line in due.lines if line.code.startswith("counted_")]
    assert told[0]["start"] == 1
    assert told[-1]["end"] == amount
    assert all(a["end"] + 1 == b["start"] for a, b in pairwise(told))
    spans = [line.params for line in due.lines if line.code.startswith(("counted_", "skipped_"))]
    assert all(a["last"] + DAY == b["first"] for a, b in pairwise(spans))


def test_two_sources_agree_on_every_day_of_twenty_years():
    other = holidays.country_holidays("CN", years=range(2007, 2027))
    day, seen, different = date(2007, 1, 1), 0, []
    while day <= date(2026, 12, 31):
        if other.is_working_day(day) == NATIONAL.rests(day):
            different.append(day)
        day, seen = day + DAY, seen + 1
    assert seen == 7305
    assert different == []


@pytest.mark.parametrize(
    ("day", "rests"),
    [
        (date(2006, 12, 30), False),
        (date(2006, 12, 31), False),
        (date(2007, 12, 31), True),
        (date(2011, 12, 31), False),
        (date(2018, 12, 29), False),
        (date(2018, 12, 31), True),
    ],
)
def test_a_loader_that_reads_one_year_at_a_time_would_be_wrong_here(day, rests):
    assert NATIONAL.rests(day) == rests
    own_year_only = Calendar(
        "naive", days={d: s for d, s in NATIONAL.days.items() if d.year == day.year and d.month < 12}
    )
    assert own_year_only.rests(day) != rests


def test_the_last_microsecond_of_a_day_still_belongs_to_it():
    last = datetime.combine(date(2026, 3, 9), time.max, SHANGHAI)
    limit = Limit(1, "calendar_day")
    assert due_of(limit, last, NATIONAL).day == date(2026, 3, 10)
    assert due_of(limit, last + timedelta(microseconds=1), NATIONAL).day == date(2026, 3, 11)
    assert due_of(limit, last.astimezone(UTC), NATIONAL).day == date(2026, 3, 10)

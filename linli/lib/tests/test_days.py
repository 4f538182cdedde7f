import time as clock
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from chinese_calendar.constants import holidays, workdays

from linli.lib.days import Calendar, Day, Hours, NoWorkingTime, Pause, TooFar, Year, due_of, moment_after
from linli.lib.limits import Limit, parse_limit

SHANGHAI = ZoneInfo("Asia/Shanghai")
OFFICE = (Hours(((time(9), time(12)), (time(14), time(18)))),)
STATED = {day: Day("rest", name) for day, name in holidays.items()} | {
    d: Day("work", n) for d, n in workdays.items()
}
NATIONAL = Calendar(
    "cn",
    days=STATED,
    years={year: Year(official=True, source=f"notice {year}") for year in range(2004, 2027)},
    hours=OFFICE,
)


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def day_of(start, limit, **more):
    return due_of(
        parse_limit(limit), date.fromisoformat(start), more.pop("calendar", NATIONAL), **more
    ).day.isoformat()


def codes(due):
    return [line.code for line in due.lines]


@pytest.mark.parametrize(
    ("start", "limit", "due"),
    [
        ("2026-01-30", "15 calendar days", "2026-02-14"),  # a Saturday, but a make-up workday: no roll
        ("2026-02-10", "60 calendar days", "2026-04-13"),  # 04-11 is a plain Saturday
        ("2026-09-02", "30 calendar days", "2026-10-08"),  # National Day
        ("2026-02-12", "5 working days", "2026-02-26"),  # 02-14 counts, the festival does not
        ("2026-09-24", "5 working days", "2026-10-09"),
        ("2026-01-31", "1 month", "2026-02-28"),  # no 31st; 02-28 is a make-up workday
    ],
)
def test_the_golden_dates_of_2026(start, limit, due):
    assert day_of(start, limit) == due


@pytest.mark.parametrize(
    ("start", "limit", "due"),
    [
        ("2018-12-28", "1 working day", "2018-12-29"),  # a Saturday worked by the notice of 2019
        ("2018-12-28", "2 working days", "2019-01-02"),  # and Monday 12-31 off by it
        ("2022-12-30", "1 working day", "2023-01-03"),
        ("2006-12-29", "2 working days", "2006-12-31"),
        ("2011-12-30", "1 calendar day", "2011-12-31"),
        ("2024-01-31", "1 month", "2024-02-29"),
        ("2023-12-31", "2 months", "2024-02-29"),
        ("2024-02-29", "1 year", "2025-02-28"),
        ("2026-03-06", "1 calendar day", "2026-03-09"),
        ("2026-03-07", "1 calendar day", "2026-03-09"),  # begun on a rest day
    ],
)
def test_edges_of_years_months_and_weeks(start, limit, due):
    assert day_of(start, limit) == due


def test_a_day_ends_at_24_and_a_business_day_when_it_closes():
    limit = Limit(5, "calendar_day")
    assert due_of(limit, at("2026-03-09T23:59:59.999999"), NATIONAL).at == at("2026-03-16T23:59:59.999999")
    closing = Calendar("x", days=STATED, years=NATIONAL.years, hours=OFFICE, closes="business")
    due = due_of(limit, at("2026-03-09T10:00"), closing)
    assert due.at == at("2026-03-16T18:00")
    assert "ends_business" in codes(due)


def test_hours_run_at_once_and_through_the_night():
    assert due_of(parse_limit("2 emergency hours"), at("2026-10-01T23:30"), NATIONAL).at == at(
        "2026-10-02T01:30"
    )
    due = due_of(parse_limit("24 hours"), at("2026-10-01T23:30"), NATIONAL)
    assert due.at == at("2026-10-02T23:30")  # a holiday moves days, not hours
    assert not due.provisional


@pytest.mark.parametrize(
    ("start", "limit", "due"),
    [
        ("2026-03-09T10:00", "1 working hour", "2026-03-09T11:00"),
        ("2026-03-09T10:00", "2 working hours", "2026-03-09T12:00"),  # exactly at closing
        ("2026-03-09T11:30", "1 working hour", "2026-03-09T14:30"),  # over lunch
        ("2026-03-09T12:00", "1 working hour", "2026-03-09T15:00"),
        ("2026-03-09T18:00", "4 working hours", "2026-03-10T15:00"),
        ("2026-03-09T23:59", "7 working hours", "2026-03-10T18:00"),
        ("2026-03-06T17:00", "4 working hours", "2026-03-09T12:00"),  # over a weekend
        ("2026-02-13T17:00", "8 working hours", "2026-02-14T18:00"),  # into a make-up Saturday
        ("2026-02-14T17:00", "2 working hours", "2026-02-24T10:00"),  # over Spring Festival
        ("2026-10-01T09:00", "1 working hour", "2026-10-08T10:00"),
    ],
)
def test_working_hours_run_only_while_the_office_is_open(start, limit, due):
    assert due_of(parse_limit(limit), at(start), NATIONAL).at == at(due)


def test_the_last_hours_rule_that_applies_wins():
    summer = Hours(((time(8), time(12)), (time(15), time(18))), first=(6, 1), last=(9, 30))
    calendar = NATIONAL.under({}, code="x", hours=(*OFFICE, summer))
    assert due_of(Limit(1, "working_hour"), at("2026-07-06T12:30"), calendar).at == at("2026-07-06T16:00")
    assert due_of(Limit(1, "working_hour"), at("2026-11-09T12:30"), calendar).at == at("2026-11-09T15:00")


def test_hours_that_span_the_new_year():
    winter = Hours(((time(10), time(16)),), first=(11, 1), last=(2, 28))
    calendar = NATIONAL.under({}, code="x", hours=(*OFFICE, winter))
    assert calendar.opening(date(2026, 1, 5)) == calendar.opening(date(2026, 12, 5)) == winter.sessions
    assert calendar.opening(date(2026, 7, 5)) == OFFICE[0].sessions


def test_each_day_of_a_working_day_limit_is_accounted_for():
    due = due_of(parse_limit("5 working days", source="条例第二十三条"), date(2026, 2, 12), NATIONAL)
    told = [(line.code, line.params.get("first"), line.params.get("last")) for line in due.lines[2:-1]]
    assert told == [
        ("counted_workday", date(2026, 2, 13), date(2026, 2, 13)),
        ("counted_makeup", date(2026, 2, 14), date(2026, 2, 14)),
        ("skipped_holiday", date(2026, 2, 15), date(2026, 2, 23)),
        ("counted_workday", date(2026, 2, 24), date(2026, 2, 26)),
    ]
    assert due.lines[0].source == "条例第二十三条"
    assert due.lines[1].source == "civil_code_201"
    assert due.lines[-2].params["end"] == 5


def test_a_roll_says_what_it_rolls_over_and_a_make_up_day_why_it_stays():
    rolled = due_of(parse_limit("30日"), date(2026, 9, 2), NATIONAL)
    assert codes(rolled)[-3:] == ["rolled_holiday", "rolled_to", "ends_day"]
    stays = due_of(parse_limit("15日"), date(2026, 1, 30), NATIONAL)
    assert "makeup_not_rolled" in codes(stays)
    assert all(line.source == "civil_code_203" for line in rolled.lines[-3:])


@pytest.mark.parametrize(
    ("start", "limit", "years"),
    [
        ("2026-12-01", "15 calendar days", set()),
        ("2026-12-15", "15 calendar days", {2027}),  # 12-30: the notice of 2027 may move it
        ("2026-12-15", "30 calendar days", {2027}),
        ("2026-12-22", "5 working days", {2027}),
        ("2026-12-15", "2 working days", set()),
        ("2003-06-01", "5 working days", {2003}),
        ("2026-11-01", "2 months", {2027}),
    ],
)
def test_a_date_in_an_unannounced_year_is_provisional(start, limit, years):
    due = due_of(parse_limit(limit), date.fromisoformat(start), NATIONAL)
    assert due.unsettled == years
    assert due.provisional == bool(years)
    assert [line.params["year"] for line in due.lines if line.code == "provisional"] == sorted(years)


def test_a_calendar_without_working_time_is_an_error_not_a_loop():
    never = Calendar("never", weekend=frozenset(range(7)), hours=OFFICE)
    closed = Calendar("closed")
    for limit in ("1 working day", "1 calendar day", "1 month", "1 working hour", "1000000 working days"):
        with pytest.raises(NoWorkingTime):
            due_of(parse_limit(limit), date(2026, 3, 2), never)
    with pytest.raises(NoWorkingTime):
        due_of(parse_limit("1 working hour"), date(2026, 3, 2), closed)


def test_a_limit_beyond_the_last_year_is_an_error():
    for limit in ("1000000 months", "1000000 years"):
        with pytest.raises((TooFar, ValueError)):
            due_of(parse_limit(limit), date(2026, 3, 2), NATIONAL)
    with pytest.raises(NoWorkingTime):
        due_of(Limit(10, "working_day"), date(9999, 12, 30), NATIONAL)


def test_long_limits_are_quick():
    begun = clock.perf_counter()
    for limit in (
        "1000000 calendar days",
        "100000 working days",
        "1000 months",
        "100000 working hours",
        "100000 hours",
    ):
        due_of(parse_limit(limit), at("2026-03-02T08:00"), NATIONAL, explain=False)
    assert clock.perf_counter() - begun < 5


def test_a_time_without_zone_is_refused():
    with pytest.raises(ValueError, match="no time zone"):
        due_of(Limit(1, "hour"), datetime(2026, 3, 2, 9), NATIONAL)  # noqa: DTZ001


def test_a_start_told_in_another_zone_is_the_same_start():
    utc = at("2026-03-03T00:30").astimezone(UTC)
    assert utc.date() == date(2026, 3, 2)
    assert due_of(Limit(1, "calendar_day"), utc, NATIONAL).day == date(2026, 3, 4)


def test_summer_time_of_1991_loses_no_hour():
    start = datetime(1991, 9, 14, 12, tzinfo=SHANGHAI)
    end = due_of(Limit(24, "hour"), start, NATIONAL).at
    assert end.astimezone(UTC) - start.astimezone(UTC) == timedelta(hours=24)
    assert end.hour == 11


def test_days_in_a_pause_are_not_counted():
    pause = [Pause(at("2026-03-10T09:00"), at("2026-03-13T17:00"))]  # 11, 12 and 13 March
    assert day_of("2026-03-02", "15日") == "2026-03-17"
    assert day_of("2026-03-02", "15日", pauses=pause) == "2026-03-20"
    assert day_of("2026-03-02", "10个工作日") == "2026-03-16"
    assert day_of("2026-03-02", "10个工作日", pauses=pause) == "2026-03-19"
    assert day_of("2026-03-02", "1个月", pauses=pause) == "2026-04-07"  # 04-05 and 04-06: festival
    due = due_of(parse_limit("15日"), date(2026, 3, 2), NATIONAL, pauses=pause)
    assert ("paused_days", date(2026, 3, 11)) in [(line.code, line.params.get("first")) for line in due.lines]


def test_a_pause_adds_only_the_office_hours_it_overlaps():
    limit = Limit(4, "working_hour")
    start = at("2026-03-09T09:00")  # ends 15:00
    overlap = [Pause(at("2026-03-09T11:00"), at("2026-03-09T14:30"))]
    lunch = [Pause(at("2026-03-09T12:05"), at("2026-03-09T13:55"))]
    assert due_of(limit, start, NATIONAL, pauses=overlap).at == at("2026-03-09T16:30")
    assert due_of(limit, start, NATIONAL, pauses=lunch).at == at("2026-03-09T15:00")
    hours = due_of(Limit(4, "hour"), start, NATIONAL, pauses=lunch)
    assert hours.at == at("2026-03-09T14:50")


def test_a_pause_of_no_length_or_within_one_day_adds_nothing_to_days():
    same = [
        Pause(at("2026-03-10T09:00"), at("2026-03-10T09:00")),
        Pause(at("2026-03-11T09:00"), at("2026-03-11T18:00")),
    ]
    assert day_of("2026-03-02", "15日", pauses=same) == day_of("2026-03-02", "15日")


def test_an_extension_adds_up_before_the_last_day_rolls():
    extended = due_of(
        Limit(60, "calendar_day"), date(2026, 2, 10), NATIONAL, extensions=[Limit(30, "calendar_day")]
    )
    assert (
        extended.day
        == due_of(Limit(90, "calendar_day"), date(2026, 2, 10), NATIONAL).day
        == date(2026, 5, 11)
    )
    mixed = due_of(
        Limit(60, "calendar_day"), date(2026, 2, 10), NATIONAL, extensions=[Limit(2, "working_day")]
    )
    assert mixed.day == date(2026, 4, 14)  # from Saturday 04-11, two working days


def test_a_warning_is_counted_in_the_unit_of_the_limit():
    ten = Limit(10, "working_day")
    assert moment_after(80, ten, date(2026, 2, 12), NATIONAL) == at(
        "2026-03-03T00:00"
    )  # eight counted, festival skipped
    assert moment_after(50, Limit(8, "working_hour"), at("2026-03-09T17:00"), NATIONAL) == at(
        "2026-03-10T12:00"
    )
    assert moment_after(50, Limit(2, "hour"), at("2026-03-09T17:00"), NATIONAL) == at("2026-03-09T18:00")
    assert moment_after(50, Limit(1, "calendar_day"), at("2026-03-09T17:00"), NATIONAL) == at(
        "2026-03-10T00:00"
    )
    assert moment_after(50, Limit(2, "month"), date(2026, 3, 2), NATIONAL) == at("2026-04-02T00:00")
    mixed = moment_after(
        50, Limit(1, "calendar_day"), at("2026-03-09T00:00"), NATIONAL, extensions=[Limit(2, "hour")]
    )
    assert at("2026-03-09T00:00") < mixed < at("2026-03-11T02:00")


def test_a_line_can_be_kept_as_json():
    lines = due_of(parse_limit("5 working days"), at("2026-02-12T10:00"), NATIONAL).lines
    assert lines[1].plain() == {
        "code": "start_day",
        "params": {"day": "2026-02-12"},
        "source": "civil_code_201",
    }


def test_a_local_closure_lies_on_top_of_the_national_days():
    local = NATIONAL.under({date(2026, 3, 10): Day("rest", "泼水节", "本县通知")}, code="local")
    assert day_of("2026-03-09", "1 working day", calendar=local) == "2026-03-11"
    assert day_of("2026-09-24", "5 working days", calendar=local) == "2026-10-09"

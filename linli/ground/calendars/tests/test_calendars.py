from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import chinese_calendar
import holidays
import pytest

from linli.ground.calendars import actions, national, queries
from linli.ground.calendars.hours import BadHours, hours_from
from linli.ground.calendars.models import CalendarDay, CalendarYear, WorkCalendar
from linli.ground.people.actor import SYSTEM, Refused, resident
from linli.lib.days import due_of
from linli.lib.limits import parse_limit

NOW = datetime(2026, 11, 1, 9, tzinfo=ZoneInfo("Asia/Shanghai"))


def test_the_built_in_calendar_knows_every_announced_day():
    calendar = national.builtin()
    day = date(2004, 1, 1)
    while day <= date(2026, 12, 31):
        assert calendar.rests(day) == chinese_calendar.is_holiday(day)
        day = date.fromordinal(day.toordinal() + 1)
    assert all(calendar.announced(year) for year in range(2004, 2027))
    assert not calendar.announced(2027)
    assert calendar.days[date(2018, 12, 29)].source.startswith("国务院办公厅关于2019年")


def test_no_notice_ever_ordered_a_december_day_before_the_one_from_which_ours_waits():
    month, day = national.builtin().settles_from
    ordered = [
        d for notice in national.notices() if notice.official for d in notice.days if d.year < notice.year
    ]
    assert min((d.month, d.day) for d in ordered) == (month, day)


def test_the_festivals_of_years_to_come_agree_with_another_source():
    for notice in national.notices():
        if notice.official:
            continue
        other = holidays.country_holidays("CN", years=notice.year)
        own_days = {day for day in notice.days if day.year == notice.year}
        substitutes = {day for day, name in other.items() if "observed" in name or "Day off" in name}
        assert own_days == set(other) - substitutes, notice.year


def test_seeding_brings_all_years_once_and_counts_as_the_built_in(db):
    first = actions.seed(now=NOW)
    again = actions.seed(now=NOW)
    assert (first.years, again.years, again.days) == (33, 0, 0)
    assert CalendarDay.objects.count() == first.days
    stored, builtin = queries.calendar(), national.builtin()
    assert stored.days == builtin.days
    assert stored.years == builtin.years
    assert stored.hours == builtin.hours


def test_seeding_leaves_alone_what_was_entered(db):
    actions.seed(now=NOW)
    days = {date(2027, 1, 1): ("rest", "元旦")}
    actions.set_year("cn", 2027, days=days, official=True, source="通知", actor=SYSTEM)
    year = CalendarYear.objects.get(year=2027)
    assert actions.seed(now=NOW).years == 0
    year.refresh_from_db()
    assert (year.source, year.days.count()) == ("通知", 1)


def test_an_upgrade_that_knows_a_notice_makes_its_year_official(db, monkeypatch):
    actions.seed(now=NOW)
    before = CalendarYear.objects.get(year=2027)
    newer = [national.Notice(2027, True, "新通知", {date(2027, 1, 1): ("rest", "元旦")})]
    monkeypatch.setattr(national, "notices", lambda: newer)
    assert actions.seed(now=NOW).years == 1
    after = CalendarYear.objects.get(year=2027)
    assert (after.id, after.status, after.source, after.days.count()) == (before.id, "official", "新通知", 1)
    assert queries.calendar().announced(2027)


def test_only_who_may_edit_calendars_changes_one(db):
    actions.seed(now=NOW)
    year = CalendarYear.objects.get(year=2026)
    version = WorkCalendar.objects.get().version
    nobody = resident()
    for change in (
        lambda: actions.set_year("cn", 2027, days={}, official=True, actor=nobody),
        lambda: actions.set_day(year, date(2026, 3, 9), kind="rest", actor=nobody),
        lambda: actions.remove_day(year, date(2026, 1, 1), actor=nobody),
        lambda: actions.set_calendar("x", name="x", actor=nobody),
    ):
        with pytest.raises(Refused):
            change()
    assert WorkCalendar.objects.get().version == version
    actions.remove_day(year, date(2026, 1, 1), actor=SYSTEM)
    assert not queries.calendar().rests(date(2026, 1, 1))


def test_an_unchanged_calendar_is_read_with_one_query(db, django_assert_num_queries):
    actions.seed(now=NOW)
    queries.calendar()
    with django_assert_num_queries(1):
        kept = queries.calendar()
    actions.set_day(
        CalendarYear.objects.get(year=2026), date(2026, 3, 9), kind="rest", name="防汛", actor=SYSTEM
    )
    assert queries.calendar() is not kept
    assert queries.calendar().rests(date(2026, 3, 9))


def test_a_locality_lays_its_days_and_hours_on_the_national_ones(db):
    actions.seed(now=NOW)
    hours = [{"sessions": [["08:30", "12:00"], ["15:00", "18:00"]]}]
    actions.set_calendar("county", name="青山县", base="cn", hours=hours, closes="business", actor=SYSTEM)
    actions.set_year(
        "county", 2026, days={date(2026, 3, 10): ("rest", "赶歌节")}, official=True, actor=SYSTEM
    )
    county = queries.calendar("county")
    due = due_of(parse_limit("1个工作日"), date(2026, 3, 9), county)
    assert due.at.isoformat() == "2026-03-11T18:00:00+08:00"
    assert county.announced(2026)
    assert county.rests(date(2026, 10, 1))
    marks = queries.versions()
    actions.set_day(
        CalendarYear.objects.get(calendar="cn", year=2026), date(2026, 3, 12), kind="rest", actor=SYSTEM
    )
    assert queries.versions()["county"] != marks["county"]
    assert queries.calendar("county").rests(date(2026, 3, 12))


def test_a_calendar_cannot_lie_on_itself(db):
    actions.seed(now=NOW)
    actions.set_calendar("county", name="县", base="cn", actor=SYSTEM)
    with pytest.raises(actions.Circular):
        actions.set_calendar("cn", name="全国", base="county", actor=SYSTEM)


@pytest.mark.parametrize(
    "row",
    [
        {"sessions": [["12:00", "09:00"]]},
        {"sessions": [["09:00", "12:00"], ["11:00", "18:00"]]},
        {"sessions": [["09:00"]]},
        {"sessions": [["九点", "12:00"]]},
        {"sessions": [["09:00", "12:00"]], "first": "13-01"},
        {},
        "09:00-12:00",
    ],
)
def test_office_hours_that_cannot_be_are_refused(row):
    with pytest.raises(BadHours):
        hours_from([row])


def test_an_unknown_calendar_names_those_there_are(db):
    actions.seed(now=NOW)
    with pytest.raises(queries.UnknownCalendar) as caught:
        queries.calendar("nowhere")
    assert "cn" in caught.value.known


def test_from_november_a_missing_notice_of_the_next_year_is_missed(db):
    actions.seed(now=NOW)
    assert queries.missing_years(on=date(2026, 10, 31)) == []
    assert queries.missing_years(on=date(2026, 11, 1)) == [2027]
    assert queries.missing_years(on=date(2027, 3, 1)) == [2027]


def test_the_mark_of_a_calendar_changes_with_seeding_and_with_every_change(db):
    before = queries.versions()
    assert set(before) == {"cn"}
    actions.seed(now=NOW)
    seeded = queries.versions()
    actions.set_day(CalendarYear.objects.get(year=2026), date(2026, 3, 9), kind="rest", actor=SYSTEM)
    assert len({before["cn"], seeded["cn"], queries.versions()["cn"]}) == 3
    assert isinstance(WorkCalendar.objects.get().version, UUID)

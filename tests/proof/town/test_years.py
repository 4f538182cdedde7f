"""Every clock that ships, begun on every day of twenty real years, ends when another calendar says (R14)."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest

from linli.core import capability
from linli.core.clocks import actions
from linli.core.clocks.models import Clock
from linli.core.matters.models import Entry
from linli.core.procedures import obligations, shelf
from linli.core.procedures.procedure import ClockRule
from linli.ground.calendars import actions as calendar_actions
from linli.ground.calendars import national
from linli.ground.people.actor import SYSTEM
from linli.lib.days import Calendar, Pause, due_of
from linli.lib.limits import Limit
from linli.testing.long import is_long

from .years import FIRST, SHANGHAI, UNITS, Table, closing, utc

DAYS = [date(2007, 1, 1) + timedelta(days=offset) for offset in range(7305)]
MOMENTS = (time(0), time(8, 59, 59), time(10, 30), time(13), time(18), time.max)
SHARE = 5  # the short form tries so many days of each limit apart; over all limits every day is tried
CALENDAR = national.builtin()
SETTLED = date(2026, 12, 28)  # the notice of the next year may order days after it
WAITS = date(2026, 12, 29)


@pytest.fixture(scope="module")
def table():
    return Table.of()


def rules():
    """Return every clock that ships: of the procedures, and beside the matters."""
    found = [rule for name in capability.procedures() for rule in shelf.current(name).clocks.values()]
    return [*found, *obligations.every().values()]


def limits():
    """Return each limit of those once, and one of each measure that none of them has."""
    found = {(rule.limit.amount, rule.limit.unit) for rule in rules()}
    found |= {(3, unit) for unit in UNITS if all(unit != known for _amount, known in found)}
    return sorted(found)


def test_every_clock_on_every_day_of_twenty_years_ends_when_a_table_says(table, evidence, db):
    tried, provisional, share = 0, 0, 1 if is_long() else SHARE
    for place, (amount, unit) in enumerate(limits()):
        limit = Limit(amount, unit)
        for offset in range(place % share, len(DAYS), share):
            start = datetime.combine(DAYS[offset], MOMENTS[(offset + place) % len(MOMENTS)], SHANGHAI)
            found = due_of(limit, utc(start) if offset % 2 else start, CALENDAR)
            tried += 1
            if found.at.astimezone(SHANGHAI).date() > SETTLED:
                provisional += found.provisional
                continue
            assert found.at == table.end(amount, unit, start), (amount, unit, start)
            assert not found.provisional, (amount, unit, start)
    evidence(
        "R14",
        days=len(DAYS),
        clock_rules=len(rules()),
        limits=len(limits()),
        ends_compared=tried - provisional,
        differences=0,
        provisional_ends=provisional,
    )


def test_both_sources_agree_on_each_of_7305_days(table):
    assert [day for day in DAYS if table.works(day) == CALENDAR.rests(day)] == []
    assert len(DAYS) == 7305
    assert DAYS[-1] == date(2026, 12, 31)


def test_a_loader_that_reads_each_year_by_itself_is_caught(table):
    """What a notice orders for the December before its year is lost where years are read one by one."""
    by_year = {
        day: said
        for notice in national.notices()
        for day, (kind, name) in notice.days.items()
        if day.year == notice.year
        for said in [CALENDAR.days[day]]
    }
    naive = Calendar("naive", days=by_year, years=CALENDAR.years, hours=CALENDAR.hours)
    wrong = [day for day in DAYS if table.works(day) == naive.rests(day)]
    assert date(2018, 12, 29) in wrong
    assert len(wrong) >= 3
    late = [
        day
        for day in wrong
        if due_of(Limit(1, "working_day"), day - timedelta(days=1), naive).day
        != due_of(Limit(1, "working_day"), day - timedelta(days=1), CALENDAR).day
    ]
    assert late, "no limit would end otherwise, so nothing was caught"


def test_working_days_added_and_taken_away_again_are_where_they_began(table):
    for day in DAYS[:-400]:
        ends = [CALENDAR.workday_after(day, count) for count in (1, 5, 22, 250)]
        assert [CALENDAR.workdays_between(day, end) for end in ends] == [1, 5, 22, 250]
        assert [table.between(day, end) for end in ends] == [1, 5, 22, 250]


def test_a_later_start_never_ends_earlier():
    for amount, unit in limits():
        starts = DAYS[(amount * 7) % 30 :: 30 if not is_long() else 1]
        ends = [due_of(Limit(amount, unit), closing(day), CALENDAR).at for day in starts]
        assert all(one <= other for one, other in pairwise(ends)), (amount, unit)


def test_a_pause_cut_in_pieces_is_the_same_pause(table):
    """(a + b) + c = a + (b + c), and each is what the table says of the days that are left."""
    for offset in range(0, len(DAYS) - 200, 1 if is_long() else 40):
        start = datetime.combine(DAYS[offset], time(10, 30), SHANGHAI)
        cuts = [
            start + timedelta(days=days, hours=hours) for days, hours in ((1, 3), (4, 20), (9, 1), (16, 0))
        ]
        a, b, c = (Pause(*span) for span in pairwise(cuts))
        whole = [Pause(cuts[0], cuts[-1])]
        for unit in UNITS:
            ends = {
                due_of(Limit(2, unit), start, CALENDAR, pauses=pauses).at
                for pauses in (whole, [a, b, c], [Pause(a.start, b.end), c], [a, Pause(b.start, c.end)])
            }
            assert len(ends) == 1, (unit, start)
        out = table.between(cuts[0].date(), cuts[-1].date())
        end = table.after(start.date(), 20 + out) if out else table.after(start.date(), 20)
        assert due_of(Limit(20, "working_day"), start, CALENDAR, pauses=whole).day == end


def test_months_end_on_their_last_day_also_in_leap_years(table):
    for year in range(2007, 2026):
        for month in range(1, 13):
            first_of_next = date(year + month // 12, month % 12 + 1, 1)
            last = first_of_next - timedelta(days=1)
            for amount in (1, 2, 3, 12):
                found = due_of(Limit(amount, "month"), last, CALENDAR)
                assert found.at == table.end(amount, "month", closing(last)), (last, amount)
    assert due_of(Limit(12, "month"), date(2024, 2, 29), CALENDAR).day == date(2025, 2, 28)
    assert due_of(Limit(48, "month"), date(2020, 2, 29), CALENDAR).day == date(2024, 2, 29)


def test_the_last_microsecond_of_each_day_belongs_to_it(table):
    for day in DAYS[: -60 : 1 if is_long() else 11]:
        last = closing(day)
        after = last + timedelta(microseconds=1)
        limit = Limit(5, "working_day")
        assert due_of(limit, last, CALENDAR).at == closing(table.after(day, 5))
        assert due_of(limit, after, CALENDAR).at == closing(table.after(day + timedelta(days=1), 5))


def test_summer_time_of_1986_to_1991_neither_gives_nor_takes_an_hour():
    changes = [
        datetime(year, month, day, tzinfo=UTC)
        for year, days in {
            1986: ((5, 4), (9, 14)), 1987: ((4, 12), (9, 13)), 1988: ((4, 17), (9, 11)),
            1989: ((4, 16), (9, 17)), 1990: ((4, 15), (9, 16)), 1991: ((4, 14), (9, 15)),
        }.items()
        for month, day in days
    ]  # fmt: skip
    offsets = set()
    for change in changes:
        for hours in range(-40, 40):
            start = (change + timedelta(hours=hours)).astimezone(SHANGHAI)
            offsets.add(start.utcoffset())
            for amount in (1, 7, 24, 72):
                end = due_of(Limit(amount, "hour"), start, CALENDAR)
                assert utc(end.at) - utc(start) == timedelta(hours=amount), start
            day = due_of(Limit(3, "calendar_day"), start, CALENDAR)
            rolled = start.date() + timedelta(days=3)
            while rolled.weekday() > 4:
                rolled += timedelta(days=1)
            assert day.at.astimezone(SHANGHAI) == datetime.combine(rolled, time.max, SHANGHAI), start
            assert day.provisional, "no notice is known of that year"
    assert offsets == {timedelta(hours=8), timedelta(hours=9)}


def test_a_year_that_is_announced_moves_each_clock_of_it_exactly_once(centre, table):
    """Clocks of every limit, begun in a December that knows no next year: provisional, then counted anew by one entry."""
    began = datetime(2026, 12, 21, 10, 30, tzinfo=SHANGHAI)
    matter = centre.matter(centre.bring(now=began))
    for place, (amount, unit) in enumerate(limits()):
        rule = ClockRule(f"c{place}", f"c{place}", "matter", Limit(amount, unit))
        actions.start_many(matter, [rule], now=began, actor=SYSTEM)
    before = {clock.id: (clock.due_at, clock.provisional) for clock in Clock.objects.filter(matter=matter)}
    assert any(provisional for _due, provisional in before.values())
    actions.tick(now=began)
    days = {FIRST.replace(year=2027, month=1, day=n): ("rest", "元旦") for n in (1, 2, 3)}
    days |= {date(2027, 1, n): ("rest", "调休") for n in (4, 5, 6)} | {date(2027, 1, 9): ("work", "补班")}
    calendar_actions.set_year("cn", 2027, days=days, official=True, source="通知", actor=SYSTEM)
    later = began + timedelta(hours=1)
    for _look in range(3):
        actions.tick(now=later)
    told = [entry.body["id"] for entry in Entry.objects.filter(subject=matter.id, verb="clocks.recomputed")]
    after = {clock.id: (clock.due_at, clock.provisional) for clock in Clock.objects.filter(matter=matter)}
    assert sorted(told) == sorted(str(key) for key in before if before[key] != after[key])
    assert sum(before[key][0] != after[key][0] for key in before) >= 3
    for clock in Clock.objects.filter(matter=matter, measure__in=("calendar_day", "working_day")):
        if (end := clock.due_at.astimezone(SHANGHAI)).date() > date(2027, 12, 28):
            continue
        assert end == closing(crossed_off(clock.amount, clock.measure, began.date(), days)), clock
        assert not clock.provisional, clock


def crossed_off(amount, unit, day, stated):
    """Cross off one day after the other: those of 2027 as they were announced here, the others as they were."""
    left = amount
    while left or (unit == "calendar_day" and rests(day, stated)):
        day += timedelta(days=1)
        if left and (unit == "calendar_day" or not rests(day, stated)):
            left -= 1
    return day


def rests(day, stated):
    return stated[day][0] == "rest" if day in stated else day.weekday() > 4

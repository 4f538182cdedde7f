"""Changing calendars. Each change gives the calendar a new version; what was computed from the old one notices.

The ledger lies above this room: who offers a change to people records it (`registers.changed`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from linli.ground.calendars import national
from linli.ground.calendars.hours import hours_from
from linli.ground.calendars.models import CalendarDay, CalendarYear, Kind, Status, WorkCalendar
from linli.lib.days import DayKind
from linli.lib.identifiers import uuid7
from linli.lib.permission import May, require

EDIT = "calendars.edit"


class Circular(ValueError):
    """A calendar cannot lie on itself."""

    def __init__(self) -> None:
        super().__init__(_("日历不能以自己为基础。请选择另一个日历。"))


@dataclass(frozen=True)
class Seeded:
    """What seeding brought: how many years are new or became official, and how many days they have."""

    years: int
    days: int


@transaction.atomic
def seed(*, now: datetime) -> Seeded:
    """Bring the built-in national years into the tables; what is there and official, or was entered, is left alone.

    Run it again after an upgrade: a year that was provisional and is announced by now becomes official.
    """
    code = national.data()["code"]
    calendar, made = WorkCalendar.objects.get_or_create(code=code, defaults={"name": national.data()["name"]})
    there = {row.year: row for row in calendar.years.select_for_update()}
    brought = [notice for notice in national.notices() if _is_news(there.get(notice.year), notice)]
    CalendarYear.objects.bulk_create([_year_row(calendar, n) for n in brought if n.year not in there])
    for notice in brought:
        if notice.year in there:
            there[notice.year].days.all().delete()
            calendar.years.filter(year=notice.year).update(status=Status.OFFICIAL, source=notice.source)
    rows = {row.year: row for row in calendar.years.all()}
    days = [day for notice in brought for day in _day_rows(rows[notice.year], notice.days)]
    CalendarDay.objects.bulk_create(days, batch_size=1000)
    if brought and not made:
        _touch(code)
    return Seeded(len(brought), len(days))


@transaction.atomic
def set_year(
    code: str,
    year: int,
    *,
    days: Mapping[date, tuple[DayKind, str]],
    official: bool,
    source: str = "",
    published_on: date | None = None,
    actor: May,
) -> CalendarYear:
    """Put what a notice says about a year in the place of what was there, and return the year. Raises Refused."""
    require(actor, EDIT)
    calendar = WorkCalendar.objects.select_for_update().get(code=code)
    row, _made = CalendarYear.objects.update_or_create(
        calendar=calendar,
        year=year,
        defaults={
            "status": Status.OFFICIAL if official else Status.PROVISIONAL,
            "source": source,
            "published_on": published_on,
        },
    )
    row.days.all().delete()
    CalendarDay.objects.bulk_create(_day_rows(row, days))
    _touch(code)
    return row


@transaction.atomic
def set_day(year: CalendarYear, day: date, *, kind: DayKind, name: str = "", actor: May) -> CalendarDay:
    """Enter or correct one day of a year's notice. Raises Refused."""
    require(actor, EDIT)
    row, _made = CalendarDay.objects.update_or_create(
        year=year, date=day, defaults={"kind": Kind(kind), "name": name}
    )
    _touch(year.calendar_id)
    return row


@transaction.atomic
def remove_day(year: CalendarYear, day: date, *, actor: May) -> None:
    """Take a day back to what its weekday says. Raises Refused."""
    require(actor, EDIT)
    year.days.filter(date=day).delete()
    _touch(year.calendar_id)


@transaction.atomic
def set_calendar(
    code: str, *, name: str, base: str | None = None, hours: Sequence[Any] = (), closes: str = "", actor: May
) -> WorkCalendar:
    """Create or change a calendar: its name, what it lies on, its office hours. Raises Refused, Circular, BadHours."""
    require(actor, EDIT)
    hours_from(hours)
    if base is not None and code in _bases(base):
        raise Circular
    row, _made = WorkCalendar.objects.update_or_create(
        code=code,
        defaults={"name": name, "base_id": base, "hours": list(hours), "closes": closes, "version": uuid7()},
    )
    return row


def _bases(code: str | None) -> Iterable[str]:
    while code is not None:
        yield code
        code = WorkCalendar.objects.values_list("base_id", flat=True).get(code=code)


def _is_news(there: CalendarYear | None, notice: national.Notice) -> bool:
    return there is None or (notice.official and there.status == Status.PROVISIONAL)


def _year_row(calendar: WorkCalendar, notice: national.Notice) -> CalendarYear:
    status = Status.OFFICIAL if notice.official else Status.PROVISIONAL
    return CalendarYear(calendar=calendar, year=notice.year, status=status, source=notice.source)


def _day_rows(year: CalendarYear, days: Mapping[date, tuple[DayKind, str]]) -> list[CalendarDay]:
    return [
        CalendarDay(year=year, date=day, kind=kind, name=name) for day, (kind, name) in sorted(days.items())
    ]


def _touch(code: str) -> UUID:
    version = uuid7()
    WorkCalendar.objects.filter(code=code).update(version=version)
    return version

"""The national calendar that every installation starts from, as values: announced years and those to come."""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from chinese_calendar.constants import holidays, workdays
from django.conf import settings

from linli.ground.calendars.hours import hours_from, month_and_day
from linli.lib.days import Calendar, Day, DayKind, Year

FILE = Path(__file__).parent / "data" / "national.toml"
NEW_YEAR = "New Year's Day"


@dataclass(frozen=True)
class Notice:
    """One year as its notice, or until then the regulation on festivals, has it."""

    year: int
    official: bool
    source: str
    days: dict[date, tuple[DayKind, str]]


@cache
def data() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text("utf-8"))


@cache
def notices() -> tuple[Notice, ...]:
    """Return the announced years of the package, then the years of which only the festivals are known."""
    announced = list(_announced())
    return (*announced, *_expected(after=announced[-1].year))


@cache
def builtin() -> Calendar:
    """Return the calendar as it is before anyone edited it; needs no database."""
    return assemble(notices())


def assemble(years: Iterable[Notice], *, stored_hours: list[Any] | None = None, closes: str = "") -> Calendar:
    """Merge notices into one calendar; a later year's notice wins, as it is the later word."""
    given = data()
    ordered = sorted(years, key=lambda notice: notice.year)
    return Calendar(
        code=given["code"],
        name=given["name"],
        days={
            day: Day(kind, name, notice.source)
            for notice in ordered
            for day, (kind, name) in notice.days.items()
        },
        years={notice.year: Year(notice.official, notice.source) for notice in ordered},
        hours=hours_from(stored_hours or given["hours"]),
        closes="business" if (closes or given["closes"]) == "business" else "24:00",
        weekend=frozenset(given["weekend"]),
        weekend_source=given["weekend_source"],
        settles_from=month_and_day(given["settles_from"]),
        zone=ZoneInfo(settings.TIME_ZONE),
    )


def _announced() -> Iterator[Notice]:
    names: dict[str, str] = data()["names"]
    years: dict[int, dict[date, tuple[DayKind, str]]] = {}
    kinds: tuple[tuple[dict[date, str], DayKind], ...] = ((holidays, "rest"), (workdays, "work"))
    for stated, kind in kinds:
        for day, name in stated.items():
            year = day.year + 1 if day.month == 12 and name == NEW_YEAR else day.year
            years.setdefault(year, {})[day] = (kind, names.get(name, name))
    for year, days in sorted(years.items()):
        yield Notice(year, True, data()["notice"].format(year=year), dict(sorted(days.items())))


def _expected(*, after: int) -> Iterator[Notice]:
    festivals = data()["festivals"]
    for text, dates in sorted(festivals["dates"].items()):
        year = int(text)
        if year <= after:
            continue
        days: dict[date, tuple[DayKind, str]] = {}
        for fixed in festivals["fixed"]:
            for month, day in map(month_and_day, fixed["days"]):
                days[date(year, month, day)] = ("rest", fixed["name"])
        for moving in festivals["moving"]:
            for offset in moving["offsets"]:
                days[dates[moving["key"]] + timedelta(days=offset)] = ("rest", moving["name"])
        yield Notice(year, False, festivals["source"], dict(sorted(days.items())))

"""A calendar of one locality as a file: TOML with `code`, `name`, `hours`, `closes` and `days`, on top of the national one."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from linli.ground.calendars.hours import BadHours, hours_from
from linli.lib.days import Calendar, Day


class BadFile(ValueError):
    """The file cannot be read as a calendar; the message says why."""


def local_calendar(path: Path, *, on: Calendar) -> Calendar:
    """Read the file and lay its days and hours on the calendar `on`. Raises BadFile."""
    try:
        given = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadFile(f"{path.name}: {error}") from error
    try:
        hours = hours_from(given.get("hours", []))
    except BadHours as error:
        raise BadFile(f"{path.name}: hours {error}") from error
    closes = given.get("closes")
    if closes not in (None, "24:00", "business"):
        raise BadFile(f"{path.name}: closes = {closes!r}")
    days = dict(_day(path, row, given.get("source", "")) for row in given.get("days", []))
    return on.under(
        days, code=given.get("code", path.stem), name=given.get("name", ""), hours=hours, closes=closes
    )


def _day(path: Path, row: Any, source: str) -> tuple[date, Day]:
    day, kind = row.get("date"), row.get("kind")
    if type(day) is not date or kind not in ("rest", "work"):
        raise BadFile(f"{path.name}: days {row!r}")
    return day, Day(kind, row.get("name", ""), row.get("source", source))

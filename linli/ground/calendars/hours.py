"""Office hours as rows and files hold them: {"sessions": [["09:00", "12:00"], …], "first": "06-01", "last": "09-30"}."""

from collections.abc import Sequence
from datetime import date, time
from typing import Any

from linli.lib.days import Hours

LEAP_YEAR = 2000  # so that 02-29 can be named


class BadHours(ValueError):
    """Office hours that cannot be; the message says which."""


def hours_from(rows: Sequence[Any]) -> tuple[Hours, ...]:
    """Read office hours. Raises BadHours for a time or day that is none, and for sessions that overlap or run backwards."""
    return tuple(_hours(row) for row in rows)


def month_and_day(text: str) -> tuple[int, int]:
    """Read "12-29"."""
    try:
        day = date.fromisoformat(f"{LEAP_YEAR}-{text}")
    except ValueError:
        raise BadHours(f"“{text}”") from None
    return day.month, day.day


def _hours(row: Any) -> Hours:
    try:
        sessions = tuple(
            (time.fromisoformat(start), time.fromisoformat(end)) for start, end in row["sessions"]
        )
    except (KeyError, TypeError, ValueError):
        raise BadHours(str(row)) from None
    moments = [moment for session in sessions for moment in session]
    if moments != sorted(set(moments)) or any(moment.tzinfo for moment in moments):
        raise BadHours(str(row["sessions"]))
    return Hours(sessions, month_and_day(row.get("first", "01-01")), month_and_day(row.get("last", "12-31")))

"""What the address of a page says: a day, a month, a key. Nonsense says nothing; no page fails of it."""

from datetime import date
from uuid import UUID

FIRST, LAST = (
    1900,
    2999,
)  # years that somebody may mean; one may count on from them without leaving the calendar


def day_in(text: str) -> date | None:
    """Return the day written as 2026-03-31."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST <= day.year <= LAST else None


def month_in(text: str) -> date | None:
    """Return the first day of the month written as 2026-03."""
    return day_in(f"{text}-01") if len(text) == 7 else None


def key_in(text: str) -> UUID | None:
    """Return the key of a row."""
    try:
        return UUID(text)
    except ValueError:
        return None

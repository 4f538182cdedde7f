"""What a list was asked for in its address: a month, a unit, a town, days, a state."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode
from uuid import UUID

from django.utils import timezone

from linli.flow.outcomes.commitments.queries import STATES, Asked


@dataclass(frozen=True)
class Month:
    """One month here, as two moments."""

    first: date

    @classmethod
    def of(cls, text: str, *, today: date) -> "Month":
        """Return the month written as 2026-03; this month where nothing sensible is written."""
        try:
            return cls(date.fromisoformat(f"{text}-01"))
        except ValueError:
            return cls(today.replace(day=1))

    @property
    def next(self) -> "Month":
        return Month((self.first + timedelta(days=32)).replace(day=1))

    @property
    def previous(self) -> "Month":
        return Month((self.first - timedelta(days=1)).replace(day=1))

    @property
    def since(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.first, time()))

    @property
    def until(self) -> datetime:
        return self.next.since

    def __str__(self) -> str:
        return f"{self.first:%Y-%m}"


def promises(query: Mapping[str, str]) -> Asked:
    """Return which promises an address asks for; what makes no sense is left out."""
    state = query.get("state", "")
    return Asked(
        unit=_key(query.get("unit", "")),
        town=_key(query.get("town", "")),
        since=_day(query.get("since", "")),
        until=_day(query.get("until", "")),
        state=state if state in STATES else "",
    )


def query_of(asked: Asked, **more: str) -> str:
    """Return the part of an address after the question mark that asks for this."""
    said: dict[str, object] = {
        "unit": asked.unit,
        "town": asked.town,
        "since": asked.since,
        "until": asked.until,
        "state": asked.state,
        **more,
    }
    return urlencode({name: str(value) for name, value in said.items() if value})


def _key(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None

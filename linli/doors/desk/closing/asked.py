"""What a list was asked for in its address: a month, a unit, a town, days, a state."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from linli.flow.outcomes.commitments.queries import STATES, Asked
from linli.ground.calendars.moments import midnight
from linli.lib.days.months import months_later
from linli.lib.typed import day_in, key_in, month_in


@dataclass(frozen=True)
class Month:
    """One month here, as two moments."""

    first: date

    @classmethod
    def of(cls, text: str, *, today: date) -> "Month":
        """Return the month written as 2026-03; this month where nothing sensible is written."""
        return cls(month_in(text) or today.replace(day=1))

    @property
    def next(self) -> "Month":
        return Month(months_later(self.first, 1))

    @property
    def previous(self) -> "Month":
        return Month(months_later(self.first, -1))

    @property
    def since(self) -> datetime:
        return midnight(self.first)

    @property
    def until(self) -> datetime:
        return self.next.since

    def __str__(self) -> str:
        return f"{self.first:%Y-%m}"


def promises(query: Mapping[str, str]) -> Asked:
    """Return which promises an address asks for; what makes no sense is left out."""
    state = query.get("state", "")
    return Asked(
        unit=key_in(query.get("unit", "")),
        town=key_in(query.get("town", "")),
        since=day_in(query.get("since", "")),
        until=day_in(query.get("until", "")),
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

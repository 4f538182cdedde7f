"""Which months are asked for, and which number was opened."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse

MONTHS = 12


@dataclass(frozen=True)
class Span:
    """The months from `since` to `until`, both given by their first day."""

    since: date
    until: date

    def url(self, name: str, **more: object) -> str:
        said = {"since": f"{self.since:%Y-%m}", "until": f"{self.until:%Y-%m}", **more}
        return f"{reverse(name)}?{urlencode(said)}"

    def months(self) -> list[date]:
        found, month = [], self.since
        while month <= self.until:
            found.append(month)
            month = _later(month, 1)
        return found


def span_of(said: Mapping[str, str], *, today: date) -> Span:
    """Return the months asked for; without a word, or with nonsense, the last twelve."""
    until = _month(said.get("until", "")) or today.replace(day=1)
    since = _month(said.get("since", "")) or _later(until, 1 - MONTHS)
    return (
        Span(min(since, until), until) if since >= _later(until, -120) else Span(_later(until, -120), until)
    )


def unit_id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _month(text: str) -> date | None:
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return None


def _later(month: date, by: int) -> date:
    count = month.year * 12 + month.month - 1 + by
    return date(count // 12, count % 12 + 1, 1)

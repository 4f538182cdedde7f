"""Which months are asked for, and which number was opened."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from linli.lib.days.months import months_later
from linli.lib.typed import month_in

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
            month = months_later(month, 1)
        return found


def span_of(said: Mapping[str, str], *, today: date) -> Span:
    """Return the months asked for; without a word, or with nonsense, the last twelve."""
    until = month_in(said.get("until", "")) or today.replace(day=1)
    since = month_in(said.get("since", "")) or months_later(until, 1 - MONTHS)
    return (
        Span(min(since, until), until)
        if since >= months_later(until, -120)
        else Span(months_later(until, -120), until)
    )

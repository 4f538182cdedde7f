"""Why days are counted or not: runs of neighbouring days with one reason."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Literal

from linli.lib.days.calendar import Calendar, days_from

Reason = Literal["workday", "makeup", "weekend", "holiday"]


@dataclass(frozen=True)
class Run:
    """Days `first` to `last`, both included, all for one reason: the name of the festival and the notice that says so."""

    reason: Reason
    name: str
    source: str
    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


def runs(calendar: Calendar, first: date, last: date) -> Iterator[Run]:
    """Yield the runs of the days from `first` to `last`, both included."""
    for (reason, name, source), group in groupby(days_from(first, last), key=lambda day: _why(calendar, day)):
        days = list(group)
        yield Run(reason, name, source, days[0], days[-1])


def rest_runs(calendar: Calendar, first: date, last: date) -> Iterator[Run]:
    return (run for run in runs(calendar, first, last) if run.reason in ("weekend", "holiday"))


def _why(calendar: Calendar, day: date) -> tuple[Reason, str, str]:
    stated = calendar.days.get(day)
    if stated is None:
        return ("weekend", "", calendar.weekend_source) if calendar.rests(day) else ("workday", "", "")
    return ("holiday" if stated.kind == "rest" else "makeup", stated.name, stated.source)

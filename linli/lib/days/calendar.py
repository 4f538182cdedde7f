"""A calendar as a value: which days are worked, at which hours, and which years are announced."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import MAXYEAR, UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import Literal
from zoneinfo import ZoneInfo

from linli.lib.days.office import OfficeYear

DayKind = Literal["rest", "work"]
Closing = Literal["24:00", "business"]
ONE_DAY = timedelta(days=1)
LAST_MOMENT = time.max  # a day ends at 24:00; the last moment that still belongs to it
IN_SIGHT = 400  # days; more than a year without a working day is a broken calendar, not a long holiday


class CannotCount(ValueError):
    """A limit that has no end in this calendar."""


class TooFar(CannotCount):
    """The limit ends after the year 9999."""

    def __init__(self, limit: str) -> None:
        super().__init__(f"{limit} end beyond the year {MAXYEAR}")


class NoWorkingTime(CannotCount):
    """The calendar shows no working time from `day` on, so nothing that is counted in it can ever end."""

    def __init__(self, day: date) -> None:
        self.day = day
        super().__init__(f"the calendar has no working time in sight of {day.isoformat()}")


@dataclass(frozen=True)
class Day:
    """What a notice says about one day: a weekday off, or a weekend day that is worked (调休)."""

    kind: DayKind
    name: str = ""
    source: str = ""


@dataclass(frozen=True)
class Year:
    """Whether the holidays of a year are announced, and in which document."""

    official: bool
    source: str = ""


@dataclass(frozen=True)
class Hours:
    """Office hours from one day of the year to another, both (month, day) and included; may span the new year."""

    sessions: tuple[tuple[time, time], ...]
    first: tuple[int, int] = (1, 1)
    last: tuple[int, int] = (12, 31)

    def apply_on(self, day: date) -> bool:
        here = (day.month, day.day)
        if self.first <= self.last:
            return self.first <= here <= self.last
        return here >= self.first or here <= self.last


@dataclass(frozen=True, eq=False)
class Calendar:
    """All announced years merged into one, since a notice also orders days of the December before its year.

    `settles_from` is the (month, day) from which a December waits for the notice of the next year. `closes` says
    when a day-based limit ends on its last day: at 24:00, or at the close of business (Civil Code art. 203(2)).
    Of several `hours` that apply on one day the last wins.
    """

    code: str
    name: str = ""
    days: Mapping[date, Day] = field(default_factory=dict)
    years: Mapping[int, Year] = field(default_factory=dict)
    hours: tuple[Hours, ...] = ()
    closes: Closing = "24:00"
    weekend: frozenset[int] = frozenset({5, 6})
    weekend_source: str = ""
    settles_from: tuple[int, int] = (12, 29)
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Asia/Shanghai"))

    def under(
        self,
        local: Mapping[date, Day],
        *,
        code: str,
        name: str = "",
        hours: tuple[Hours, ...] = (),
        closes: Closing | None = None,
    ) -> "Calendar":
        """Return this calendar with a locality's days, and hours if it has its own, laid on top."""
        return replace(
            self,
            code=code,
            name=name or self.name,
            days={**self.days, **local},
            hours=hours or self.hours,
            closes=closes or self.closes,
        )

    def rests(self, day: date) -> bool:
        """Tell whether `day` is a rest day: a weekend day counts as one, a make-up workday does not."""
        stated = self.days.get(day)
        return day.weekday() in self.weekend if stated is None else stated.kind == "rest"

    def unsettled(self, first: date, last: date) -> set[int]:
        """Return the years whose notice is not out and may still change a day from `first` to `last`, both included."""
        month, day = self.settles_from
        reach = last.year + (1 if (last.month, last.day) >= (month, day) else 0)
        return {year for year in range(first.year, reach + 1) if not self.announced(year)}

    def announced(self, year: int) -> bool:
        stated = self.years.get(year)
        return stated is not None and stated.official

    def sessions(self, day: date) -> list[tuple[datetime, datetime]]:
        """Return the office hours of `day` as moments; none on a rest day."""
        if self.rests(day):
            return []
        return [(self.at(day, start), self.at(day, end)) for start, end in self.opening(day)]

    def opening(self, day: date) -> tuple[tuple[time, time], ...]:
        """Return the office hours that `day` would have if it is worked."""
        return next((hours.sessions for hours in reversed(self.hours) if hours.apply_on(day)), ())

    def at(self, day: date, moment: time) -> datetime:
        return datetime.combine(day, moment, self.zone)

    def local(self, moment: datetime) -> datetime:
        """Return `moment` on this calendar's clock. A time without zone is refused: nobody knows when it was."""
        if moment.tzinfo is None:
            raise ValueError(f"{moment.isoformat()} has no time zone")
        return moment.astimezone(self.zone)

    def end_of(self, day: date) -> datetime:
        """Return the last moment in which something due on `day` is in time (Civil Code art. 203(2))."""
        closing = [end for _, end in self.sessions(day)] if self.closes == "business" else []
        return closing[-1] if closing else self.at(day, LAST_MOMENT)

    def workday_on_or_after(self, day: date) -> date:
        """Return the first working day from `day` on. Raises NoWorkingTime."""
        ordinal = day.toordinal()
        for place in range(ordinal, min(ordinal + IN_SIGHT, date.max.toordinal() + 1)):
            if not self.rests(found := date.fromordinal(place)):
                return found
        raise NoWorkingTime(day)

    def workday_after(self, day: date, count: int) -> date:
        """Return the `count`-th working day after `day` (`count` ≥ 1). Takes whole years at a time, so long limits are cheap."""
        year, idle = day.year, 0
        first = bisect_right(self._worked(year), day.toordinal())
        while True:
            worked = self._worked(year)
            if count <= len(worked) - first:
                return date.fromordinal(worked[first + count - 1])
            idle = 0 if worked else idle + 1
            if year >= MAXYEAR or idle > 1:
                raise NoWorkingTime(day)
            count -= len(worked) - first
            year, first = year + 1, 0

    def workdays_between(self, after: date, until: date) -> int:
        """Return how many working days lie after `after` up to and including `until`."""
        return sum(
            bisect_right(worked, until.toordinal()) - bisect_right(worked, after.toordinal())
            for worked in (self._worked(year) for year in range(after.year, until.year + 1))
        )

    def open_time(self, start: datetime, end: datetime) -> timedelta:
        """Return how much office time lies between two moments; none backwards. As cheap over years as over hours."""
        begin, last = self.local(start), self.local(end)
        first, until = begin.astimezone(UTC), last.astimezone(UTC)
        if until <= first:
            return timedelta()
        opened = [self._opened(year) for year in range(begin.year, last.year + 1)]
        return sum((year.until(until) - year.until(first) for year in opened), timedelta())

    def _opened(self, year: int) -> OfficeYear:
        if year not in self._opened_by_year:
            days = map(date.fromordinal, self._worked(year))
            self._opened_by_year[year] = OfficeYear(span for day in days for span in self.sessions(day))
        return self._opened_by_year[year]

    def _worked(self, year: int) -> list[int]:
        if year not in self._worked_by_year:
            first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
            days = (date.fromordinal(ordinal) for ordinal in range(first, last + 1))
            self._worked_by_year[year] = [day.toordinal() for day in days if not self.rests(day)]
        return self._worked_by_year[year]

    @cached_property
    def _worked_by_year(self) -> dict[int, list[int]]:
        return {}

    @cached_property
    def _opened_by_year(self) -> dict[int, OfficeYear]:
        return {}


def days_from(first: date, last: date) -> Iterable[date]:
    """Yield each day from `first` to `last`, both included."""
    return (date.fromordinal(place) for place in range(first.toordinal(), last.toordinal() + 1))

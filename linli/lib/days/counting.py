"""The counting itself: a walk along the calendar that remembers where it is and says what it did."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from linli.lib.days.calendar import IN_SIGHT, ONE_DAY, Calendar, NoWorkingTime
from linli.lib.days.lines import CIVIL_CODE_202, CIVIL_CODE_204, Line
from linli.lib.days.months import months_later
from linli.lib.days.reasons import rest_runs, runs
from linli.lib.limits import LimitUnit

ONE_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Pause:
    """Time that is not counted. Hours: from `start` to `end`. Days: from the day after `start` to the day of `end`."""

    start: datetime
    end: datetime


class Counting:
    """Where a count stands: `day` is the last day counted, `moment` the instant up to which hours are counted."""

    def __init__(
        self, calendar: Calendar, start: datetime, pauses: Iterable[Pause], *, explain: bool
    ) -> None:
        self.calendar, self.explain = calendar, explain
        self.moment, self.day = start, start.date()
        self.lines: list[Line] = []
        self.unsettled: set[int] = set()
        self._spans = _joined((calendar.local(p.start), calendar.local(p.end)) for p in pauses)
        self._out = [(start.date(), end.date()) for start, end in self._spans if start.date() < end.date()]
        self._counted = 0

    def say(self, code: str, source: str = "", **params: Any) -> None:
        if self.explain:
            self.lines.append(Line(code, params, source))

    def touch(self, first: date, last: date) -> None:
        """Note that the result rests on what the calendar says about these days."""
        self.unsettled |= self.calendar.unsettled(first, last)

    def count(self, amount: int, unit: LimitUnit) -> None:
        """Go `amount` of `unit` further."""
        self._counted = 0
        if unit == "month":
            self._months(amount)
        elif unit in ("calendar_day", "working_day"):
            self.count_pieces(amount, unit)
        else:
            self.count_pieces(amount * 60, unit)

    def sizes(self, legs: Iterable[tuple[int, LimitUnit]]) -> list[tuple[int, LimitUnit]]:
        """Return the legs in days (a month has as many as it has) or minutes; goes along them."""
        found: list[tuple[int, LimitUnit]] = []
        for amount, unit in legs:
            if unit == "month":
                found.append(((months_later(self.day, amount) - self.day).days, "calendar_day"))
            else:
                found.append((amount if unit in ("calendar_day", "working_day") else amount * 60, unit))
            self.count(amount, unit)
        return found

    def count_pieces(self, pieces: int, unit: LimitUnit) -> None:
        """Go `pieces` days, or minutes for the units of hours, further."""
        self._counted = 0
        if unit == "calendar_day":
            self._calendar_days(pieces)
        elif unit == "working_day":
            self._working_days(pieces)
        elif unit == "working_hour":
            self._working_time(pieces * ONE_MINUTE)
        else:
            self._running_time(pieces * ONE_MINUTE, unit)

    # Days

    def _calendar_days(self, left: int) -> None:
        for after, until in self._stretches():
            size = left if until is None else min(left, (until - after).days)
            if size:
                self._say_days(after + ONE_DAY, after + size * ONE_DAY)
            left -= size
            if not left:
                self._arrive(after + size * ONE_DAY)
                return

    def _working_days(self, left: int) -> None:
        begin = self.day
        for after, until in self._stretches():
            size = left if until is None else self.calendar.workdays_between(after, until)
            if until is None or size >= left:
                last = self.calendar.workday_after(after, left)
                self._say_workdays(after + ONE_DAY, last)
                self.touch(begin + ONE_DAY, last)
                self._arrive(last)
                return
            self._say_workdays(after + ONE_DAY, until)
            left -= size

    def _months(self, amount: int) -> None:
        end = months_later(self.day, amount)
        self.say(
            "month_same_day" if end.day == self.day.day else "month_last_day",
            CIVIL_CODE_202,
            amount=amount,
            day=end,
        )
        if self._out and any(first < end and last > self.day for first, last in self._out):
            self._calendar_days((end - self.day).days)
        else:
            self._arrive(end)

    def _stretches(self) -> Iterator[tuple[date, date | None]]:
        """Yield the stretches (after, until] that no pause touches, from the present day on; the last one is open."""
        here = self.day
        for first, last in self._out:
            if last <= here:
                continue
            if first > here:
                yield here, first
            self.say("paused_days", CIVIL_CODE_204, first=max(first, here) + ONE_DAY, last=last)
            here = last
        yield here, None

    def _arrive(self, day: date) -> None:
        self.day, self.moment = day, self.calendar.at(day + ONE_DAY, time())

    def _say_days(self, first: date, last: date) -> None:
        if self.explain:
            start = self._counted + 1
            self._counted += (last - first).days + 1
            self.say("counted_days", first=first, last=last, start=start, end=self._counted)

    def _say_workdays(self, first: date, last: date) -> None:
        if not self.explain:
            return
        for run in runs(self.calendar, first, last):
            words: dict[str, Any] = {"first": run.first, "last": run.last, "name": run.name}
            if run.reason in ("workday", "makeup"):
                start = self._counted + 1
                self._counted += run.days
                words |= {"start": start, "end": self._counted}
                self.say(f"counted_{run.reason}", run.source, **words)
            else:
                self.say(f"skipped_{run.reason}", run.source, **words)

    # Hours

    def _running_time(self, left: timedelta, unit: LimitUnit) -> None:
        self.say("runs_always" if unit == "hour" else "runs_always_emergency")
        here = self.moment.astimezone(UTC)
        for start, end in self._spans:
            if end.astimezone(UTC) <= here:
                continue
            open_time = max(start.astimezone(UTC) - here, timedelta())
            if left <= open_time:
                break
            left -= open_time
            self.say("paused_time", CIVIL_CODE_204, first=max(start, self.moment), last=end)
            here = end.astimezone(UTC)
        self.moment = (here + left).astimezone(self.calendar.zone)
        self.day = self.moment.date()

    def _working_time(self, left: timedelta) -> None:
        begin, day, idle = self.moment, self.moment.date(), 0
        self._say_closed(day, day)
        while left:
            pieces = [
                piece for session in self.calendar.sessions(day) for piece in self._open(session, begin)
            ]
            for start, end in pieces:
                taken = min(left, end - start)
                left -= taken
                self.moment = (start + taken).astimezone(self.calendar.zone)
                self._say_session(start, self.moment)
                if not left:
                    break
            idle = 0 if pieces else idle + 1
            if left:
                if idle > IN_SIGHT and day > self._last_pause():
                    raise NoWorkingTime(day)
                following = self.calendar.workday_on_or_after(day + ONE_DAY)
                self._say_closed(day + ONE_DAY, following - ONE_DAY)
                day = following
        self.day = self.moment.date()
        self.touch(begin.date(), self.day)

    def _open(
        self, session: tuple[datetime, datetime], begin: datetime
    ) -> Iterator[tuple[datetime, datetime]]:
        """Yield the parts of a session, in UTC, that lie after `begin` and in no pause."""
        here, close = max(session[0], begin).astimezone(UTC), session[1].astimezone(UTC)
        for start, end in self._spans:
            if end <= here or start >= close:
                continue
            if start > here:
                yield here, start.astimezone(UTC)
            self.say(
                "paused_time", CIVIL_CODE_204, first=max(start, session[0], begin), last=min(end, session[1])
            )
            here = max(here, end.astimezone(UTC))
        if here < close:
            yield here, close

    def _last_pause(self) -> date:
        return self._spans[-1][1].date() if self._spans else date.min

    def _say_session(self, start: datetime, end: datetime) -> None:
        if self.explain:
            minutes = (end - start) // ONE_MINUTE
            self.say("counted_session", first=start.astimezone(self.calendar.zone), last=end, minutes=minutes)

    def _say_closed(self, first: date, last: date) -> None:
        if self.explain and first <= last:
            for run in rest_runs(self.calendar, first, last):
                self.say(f"skipped_{run.reason}", run.source, first=run.first, last=run.last, name=run.name)


def _joined(spans: Iterable[tuple[datetime, datetime]]) -> list[tuple[datetime, datetime]]:
    """Return the spans in order, those that touch or overlap as one; backward ones are none."""
    joined: list[tuple[datetime, datetime]] = []
    for start, end in sorted(spans):
        if end < start:
            continue
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined

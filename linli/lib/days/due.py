"""When a limit ends: the counting rules of the Civil Code (arts 201 to 204) over a calendar, pauses and extensions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from linli.lib.days.calendar import LAST_MOMENT, ONE_DAY, Calendar, TooFar
from linli.lib.days.counting import Counting, Pause
from linli.lib.days.lines import CIVIL_CODE_201, CIVIL_CODE_203, Line
from linli.lib.days.reasons import rest_runs
from linli.lib.limits import Limit, LimitUnit

ROLLS: frozenset[LimitUnit] = frozenset({"calendar_day", "month"})
DAY_UNITS: frozenset[LimitUnit] = ROLLS | {"working_day"}


@dataclass(frozen=True)
class Due:
    """The end of a limit. `at` is the last moment in time; where the unit is days or months (`timed` false), `day` says it all.

    `unsettled` are the years whose holiday notice is not out and may still move it.
    """

    at: datetime
    day: date
    timed: bool
    unsettled: frozenset[int]
    lines: tuple[Line, ...]

    @property
    def provisional(self) -> bool:
        return bool(self.unsettled)


def agreed_on(moment: datetime, calendar: Calendar) -> Due:
    """Return the end that people agreed on: nothing is counted, and no calendar moves it."""
    at = calendar.local(moment)
    return Due(at, at.date(), True, frozenset(), (Line("agreed", {"at": at}),))


def due_of(
    limit: Limit,
    start: date | datetime,
    calendar: Calendar,
    *,
    pauses: Iterable[Pause] = (),
    extensions: Iterable[Limit] = (),
    explain: bool = True,
) -> Due:
    """Return when `limit` ends that began at `start`, and each step of how that was found.

    The first day is not counted, hours run at once (art. 201); months end on the same day number or the month's last
    day (art. 202); a last day that is a rest day gives way to the next working day (art. 203). Days in a pause, from
    the day after it began to the day it ended, are not counted. An extension goes on from the last day before any
    rolling, and adds up with a limit of its own unit. `start` may be a day, then hours run from its 0:00.
    Raises NoWorkingTime, or TooFar beyond the year 9999, or ValueError for a time without zone.
    """
    try:
        return _due_of(limit, _moment(start, calendar), calendar, tuple(pauses), tuple(extensions), explain)
    except OverflowError:
        raise TooFar(str(limit)) from None


def _due_of(
    limit: Limit,
    start: datetime,
    calendar: Calendar,
    pauses: Sequence[Pause],
    extensions: Sequence[Limit],
    explain: bool,
) -> Due:
    counting = Counting(calendar, start, pauses, explain=explain)
    counting.say("limit", limit.source, amount=limit.amount, unit=limit.unit)
    for extension in extensions:
        counting.say("extended", extension.source, amount=extension.amount, unit=extension.unit)
    legs = _legs(limit, extensions)
    _say_start(counting, legs[0][1], start)
    for amount, unit in legs:
        counting.count(amount, unit)
    last = legs[-1][1]
    if last in ROLLS:
        _roll(counting)
    timed = last not in DAY_UNITS
    at = counting.moment if timed else calendar.end_of(counting.day)
    _say_end(counting, at, timed)
    return Due(at, counting.day, timed, frozenset(counting.unsettled), tuple(counting.lines))


def moment_after(
    percent: int,
    limit: Limit,
    start: date | datetime,
    calendar: Calendar,
    *,
    pauses: Iterable[Pause] = (),
    extensions: Iterable[Limit] = (),
) -> datetime:
    """Return when `percent` of the limit is used up, in the limit's own unit: days that are not counted use nothing.

    With days it is the 0:00 that follows the last day used up, with hours the minute itself.
    """
    begin, pauses, extensions = _moment(start, calendar), tuple(pauses), tuple(extensions)
    legs = _legs(limit, extensions)
    if len({unit in DAY_UNITS for _, unit in legs}) > 1:
        end = due_of(limit, begin, calendar, pauses=pauses, extensions=extensions, explain=False).at
        return begin + (end - begin) * percent / 100
    sizes = Counting(calendar, begin, pauses, explain=False).sizes(legs)
    left = sum(size for size, _ in sizes) * percent // 100
    counting = Counting(calendar, begin, pauses, explain=False)
    for size, unit in sizes:
        taken = min(size, left)
        left -= taken
        if taken:
            counting.count_pieces(taken, unit)
    if legs[0][1] in DAY_UNITS:
        return calendar.at(counting.day + ONE_DAY, time())
    return counting.moment


def _moment(start: date | datetime, calendar: Calendar) -> datetime:
    return calendar.local(start) if isinstance(start, datetime) else calendar.at(start, time())


def _legs(limit: Limit, extensions: Iterable[Limit]) -> list[tuple[int, LimitUnit]]:
    """Return what is counted one after the other; neighbours of one unit are one: 60 days + 30 days = 90 days."""
    legs: list[tuple[int, LimitUnit]] = []
    for step in (limit, *extensions):
        if legs and legs[-1][1] == step.unit:
            legs[-1] = (legs[-1][0] + step.amount, step.unit)
        else:
            legs.append((step.amount, step.unit))
    return legs


def _roll(counting: Counting) -> None:
    """Move off a rest day to the next working day; a make-up workday stands although it is a weekend day."""
    calendar, last = counting.calendar, counting.day
    counting.day = calendar.workday_on_or_after(last)
    counting.touch(last, counting.day)
    if counting.day == last:
        stated = calendar.days.get(last)
        if stated is not None and last.weekday() in calendar.weekend:
            counting.say(
                "makeup_not_rolled", CIVIL_CODE_203, day=last, name=stated.name, notice=stated.source
            )
    elif counting.explain:
        for run in rest_runs(calendar, last, counting.day - ONE_DAY):
            words = {"first": run.first, "last": run.last, "name": run.name, "notice": run.source}
            counting.say(f"rolled_{run.reason}", CIVIL_CODE_203, **words)
        counting.say("rolled_to", CIVIL_CODE_203, day=counting.day)


def _say_start(counting: Counting, unit: LimitUnit, start: datetime) -> None:
    if unit in DAY_UNITS:
        counting.say("start_day", CIVIL_CODE_201, day=start.date())
    else:
        counting.say("start_hours", CIVIL_CODE_201, at=start)


def _say_end(counting: Counting, at: datetime, timed: bool) -> None:
    if timed:
        counting.say("ends_at", at=at)
    elif at.time() != LAST_MOMENT:
        counting.say("ends_business", CIVIL_CODE_203, day=counting.day, at=at)
    else:
        counting.say("ends_day", CIVIL_CODE_203, day=counting.day)
    for year in sorted(counting.unsettled):
        counting.say("provisional", year=year)


def hours_between(start: datetime, end: datetime) -> timedelta:
    """Return the time that really passed, also across a change of summer time."""
    return end.astimezone(UTC) - start.astimezone(UTC)

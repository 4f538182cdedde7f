"""What a clock says: a pure function of its limit, its acts, the calendar and the time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from linli.lib.days import Calendar, Due, Line, Pause, agreed_on, due_of, hours_between, moment_after
from linli.lib.limits import Limit

BREACHED = "breached"
PAUSE_OVER = "pause-over"
INSTANT = timedelta(
    microseconds=1
)  # what is done at the last moment is in time; the first moment after it is late
DAY_UNITS = ("calendar_day", "working_day", "month")

Act = Mapping[str, Any]


@dataclass(frozen=True)
class Evaluation:
    """Where a clock stands. `elapsed` and `remaining` (below zero when late) are in `measure`.

    Measured in `day` (calendar days, also for months), `working_day` or `minute` (office minutes for working hours).
    """

    due_at: datetime
    elapsed: int
    remaining: int
    measure: str
    paused: bool
    late: bool
    stopped: bool
    provisional: bool
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Course:
    """The acts of a clock, sorted: its pauses (an open one ends at `until`), its extensions, its end.

    `agreed`: the moment that people agreed on; where there is one, it is the end, and nothing is counted.
    """

    pauses: tuple[Pause, ...] = ()
    extensions: tuple[Limit, ...] = ()
    paused_at: datetime | None = None
    paused_until: datetime | None = None
    stopped_at: datetime | None = None
    agreed: datetime | None = None


def course_of(acts: Iterable[Act]) -> Course:
    """Read the acts of a clock in the order in which they were done."""
    pauses: list[Pause] = []
    extensions: list[Limit] = []
    paused: tuple[datetime, datetime] | None = None
    stopped = agreed = None
    for act in acts:
        at = _time(act["at"])
        if act["kind"] == "pause":
            paused = (at, _time(act["until"]))
        elif act["kind"] == "extend":
            extensions.append(Limit(act["amount"], act["unit"], act.get("source", "")))
        elif act["kind"] == "agree":
            agreed = _time(act["until"])
        elif act["kind"] == "stop":
            stopped = at
        if act["kind"] in ("resume", "stop") and paused:
            pauses.append(Pause(paused[0], at))
            paused = None
    if paused:
        pauses.append(Pause(*paused))
    since, until = paused or (None, None)
    return Course(tuple(pauses), tuple(extensions), since, until, stopped, agreed)


def due(
    limit: Limit, calendar: Calendar, started_at: datetime, acts: Iterable[Act], *, explain: bool = False
) -> Due:
    """Return when the clock ends by its acts; the end of a clock that is paused holds if it goes on as foreseen."""
    course = course_of(acts)
    if course.agreed is not None:
        return agreed_on(course.agreed, calendar)
    return due_of(
        limit, started_at, calendar, pauses=course.pauses, extensions=course.extensions, explain=explain
    )


def evaluate(
    limit: Limit, calendar: Calendar, started_at: datetime, acts: Sequence[Act], *, now: datetime
) -> Evaluation:
    """Return where the clock stands at `now`, with each step of how its end was found."""
    course = course_of(acts)
    end = due(limit, calendar, started_at, acts, explain=True)
    seen = min(moment for moment in (now, course.stopped_at, course.paused_at) if moment is not None)
    elapsed = _between(limit, calendar, started_at, seen, course.pauses)
    return Evaluation(
        due_at=end.at,
        elapsed=elapsed,
        remaining=_between(limit, calendar, max(seen, started_at), end.at, course.pauses),
        measure=_measure(limit),
        paused=course.paused_at is not None,
        late=seen > end.at,
        stopped=course.stopped_at is not None,
        provisional=end.provisional,
        lines=end.lines,
    )


def steps(
    limit: Limit,
    calendar: Calendar,
    started_at: datetime,
    acts: Sequence[Act],
    warns: Iterable[float],
    due_at: datetime,
) -> list[tuple[datetime, str]]:
    """Return when which step is to be fired, in order: warnings by the share of the limit used up, then the breach.

    A paused clock has one step only: the end that the pause was given.
    """
    course = course_of(acts)
    if course.stopped_at is not None:
        return []
    if course.paused_until is not None:
        return [(course.paused_until, PAUSE_OVER)]
    percents = sorted({round(share * 100) for share in warns})
    if course.agreed is not None:
        whole = due_at - started_at
        ladder = [(started_at + whole * p / 100, f"warned-{p}") for p in percents]
        return [*ladder, (due_at + INSTANT, BREACHED)]
    ladder = [
        (
            moment_after(p, limit, started_at, calendar, pauses=course.pauses, extensions=course.extensions),
            f"warned-{p}",
        )
        for p in percents
    ]
    return [*ladder, (due_at + INSTANT, BREACHED)]


def _measure(limit: Limit) -> str:
    if limit.unit == "working_day":
        return "working_day"
    return "day" if limit.unit in DAY_UNITS else "minute"


def _between(
    limit: Limit, calendar: Calendar, start: datetime, end: datetime, pauses: Sequence[Pause]
) -> int:
    """Return how much of the limit's measure lies between two moments, pauses left out; below zero backwards."""
    if end < start:
        return -_between(limit, calendar, end, start, pauses)
    begin, last = calendar.local(start), calendar.local(end)
    if limit.unit in DAY_UNITS:
        return _days(limit, calendar, begin.date(), last.date(), pauses)
    if limit.unit == "working_hour":
        return office_minutes(calendar, begin, last, pauses)
    out = sum((_overlap(pause, begin, last) for pause in pauses), timedelta())
    return (hours_between(begin, last) - out) // timedelta(minutes=1)


def _days(limit: Limit, calendar: Calendar, after: date, until: date, pauses: Sequence[Pause]) -> int:
    def count(first: date, last: date) -> int:
        if last <= first:
            return 0
        return calendar.workdays_between(first, last) if limit.unit == "working_day" else (last - first).days

    out = 0
    for pause in pauses:
        first, last = calendar.local(pause.start).date(), calendar.local(pause.end).date()
        out += count(max(first, after), min(last, until))
    return count(after, until) - out


def office_minutes(calendar: Calendar, start: datetime, end: datetime, pauses: Sequence[Pause]) -> int:
    """Return the minutes of office hours between two local moments, pauses left out."""
    out = (calendar.open_time(max(pause.start, start), min(pause.end, end)) for pause in pauses)
    return (calendar.open_time(start, end) - sum(out, timedelta())) // timedelta(minutes=1)


def _overlap(pause: Pause, start: datetime, end: datetime) -> timedelta:
    return max(hours_between(max(pause.start, start), min(pause.end, end)), timedelta())


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)

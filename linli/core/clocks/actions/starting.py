"""Starting clocks, several at once where a matter comes in."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Protocol

from django.utils import timezone

from linli.core.clocks import evaluate
from linli.core.clocks.actions.schedule import plan
from linli.core.clocks.models import Clock, Level
from linli.core.clocks.queries import limits_for
from linli.core.matters.models import Matter
from linli.ground.calendars import queries as calendars
from linli.ground.people.models import Unit
from linli.lib.days import Calendar
from linli.lib.limits import Limit


class Rule(Protocol):
    """A clock as a procedure describes it; `warns` are the shares of the limit after which to warn, e.g. 0.8."""

    @property
    def name(self) -> str: ...
    @property
    def level(self) -> str: ...
    @property
    def limit(self) -> Limit: ...
    @property
    def warns(self) -> Sequence[float]: ...


def prepare(matter: Matter, rules: Iterable[Rule], *, now: datetime, calendar: str = "") -> list[Clock]:
    """Return the clocks that the rules would start now, unsaved, with the limits that the centre keeps for them.

    Also for showing by when an answer is due before anything is sent.
    """
    rules = list(rules)
    limits = limits_for(
        matter.procedure,
        {rule.name: rule.limit for rule in rules},
        on=timezone.localdate(now),
        category=matter.category,
        kind=matter.kind,
        severity=matter.severity,
    )
    counted_by = calendars.calendar(calendar)
    return [clock_of(matter, r.name, limits[r.name], r.level, r.warns, counted_by, now=now) for r in rules]


def told(moment: datetime) -> str:
    """Return a time as entries tell it: exact, on the clock of the place."""
    return timezone.localtime(moment).isoformat()


def said_of(clock: Clock) -> dict[str, Any]:
    """Return what entries say of a clock."""
    return {
        "clock": clock.name,
        "id": clock.id,
        "level": clock.level,
        **({"task": str(clock.task_id)} if clock.task_id else {}),
        "limit": str(clock.limit),
        "source": clock.source,
        "due_at": told(clock.due_at),
        "provisional": clock.provisional,
    }


def clock_of(
    matter: Matter,
    name: str,
    limit: Limit,
    level: str,
    warns: Sequence[float],
    calendar: Calendar,
    *,
    now: datetime,
    unit: Unit | None = None,
) -> Clock:
    end = evaluate.due(limit, calendar, now, ())
    clock = Clock(
        matter=matter,
        name=name,
        level=level,
        unit_id=(unit.id if unit else matter.unit_id) if level == Level.UNIT else None,
        amount=limit.amount,
        measure=limit.unit,
        source=limit.source,
        warns=list(warns),
        calendar=calendar.code,
        started_at=now,
        due_at=end.at,
        provisional=end.provisional,
        rebased_at=now,
    )
    plan(clock, calendar, set())
    return clock

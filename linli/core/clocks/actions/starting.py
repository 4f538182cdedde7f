"""Starting clocks, several at once where a matter comes in."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Protocol

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.core.clocks import evaluate
from linli.core.clocks.actions.schedule import follow_clocks, lock_matter, plan
from linli.core.clocks.models import Clock, Level
from linli.core.clocks.queries import earliest, limits_for
from linli.core.matters import ledger
from linli.core.matters.models import Matter
from linli.ground.calendars import queries as calendars
from linli.ground.people.actor import Actor
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


class AlreadyRunning(Exception):
    """A clock of this name runs already, and no second start resets it."""

    def __init__(self, name: str) -> None:
        super().__init__(_("这个时限已经在计时，不能重新开始。"))
        self.name = name


@transaction.atomic
def start(
    matter: Matter,
    name: str,
    *,
    limit: Limit,
    now: datetime,
    actor: Actor,
    unit: Unit | None = None,
    level: str = "matter",
    warns: Sequence[float] = (),
    calendar: str = "",
    step: str = "",
) -> Clock:
    """Start one clock with exactly this limit. Raises AlreadyRunning."""
    lock_matter(matter.id)
    if name in _running(matter, unit if level == Level.UNIT else None):
        raise AlreadyRunning(name)
    counted_by = calendars.calendar(calendar)
    clock = _clock(matter, name, limit, level, warns, counted_by, unit=unit, now=now)
    _write(matter, [clock], now=now, actor=actor, step=step)
    return clock


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
    return [_clock(matter, r.name, limits[r.name], r.level, r.warns, counted_by, now=now) for r in rules]


@transaction.atomic(savepoint=False)
def start_many(
    matter: Matter,
    rules: Iterable[Rule],
    *,
    now: datetime,
    actor: Actor,
    step: str = "",
    is_new: bool = False,
) -> list[Clock]:
    """Start the clocks of a step with one insert and one entry, and return them.

    A clock of the matter, or of this unit, that runs already goes on as it is. `is_new`: the matter was created in this
    very transaction, so nothing can be running.
    """
    wanted = list(rules)
    if not is_new:
        lock_matter(matter.id)
        runs = {Level.MATTER: _running(matter, None), Level.UNIT: _running(matter, matter.unit)}
        wanted = [rule for rule in wanted if rule.name not in runs[Level(rule.level)]]
    clocks = prepare(matter, wanted, now=now)
    if clocks:
        _write(matter, clocks, now=now, actor=actor, step=step, is_new=is_new)
    return clocks


def told(moment: datetime) -> str:
    """Return a time as entries tell it: exact, on the clock of the place."""
    return timezone.localtime(moment).isoformat()


def said_of(clock: Clock) -> dict[str, Any]:
    """Return what entries say of a clock."""
    return {
        "clock": clock.name,
        "id": clock.id,
        "level": clock.level,
        "limit": str(clock.limit),
        "source": clock.source,
        "due_at": told(clock.due_at),
        "provisional": clock.provisional,
    }


def _clock(
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


def _running(matter: Matter, unit: Unit | None) -> set[str]:
    level = Level.UNIT if unit else Level.MATTER
    found = Clock.objects.filter(matter=matter, stopped_at=None, level=level, unit=unit)
    return set(found.values_list("name", flat=True))


def _write(
    matter: Matter, clocks: list[Clock], *, now: datetime, actor: Actor, step: str, is_new: bool = False
) -> None:
    Clock.objects.bulk_create(clocks)
    body = {"clocks": [said_of(clock) for clock in clocks]}
    ledger.record(matter.id, "clocks.started", actor=actor, now=now, step=step, body=body)
    first = earliest(clocks)
    if is_new and first:
        if matter.due_at != first:
            Matter.objects.filter(id=matter.id).update(due_at=first)
            matter.due_at = first
        return
    follow_clocks(matter.id)
    matter.refresh_from_db(fields=["due_at"])

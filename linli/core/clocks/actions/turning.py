"""Turn the clocks of a matter as a step asks: stop some, start others, in as few queries as it takes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from linli.core.clocks.actions.schedule import STORED, follow_course
from linli.core.clocks.actions.starting import Rule, prepare, said_of
from linli.core.clocks.models import Clock, Level
from linli.core.clocks.queries import earliest
from linli.core.matters.ledger import Happening
from linli.core.matters.models import Matter


@dataclass(frozen=True)
class Turn:
    """What turning the clocks gave: what to record, and whether a clock of the matter itself was stopped too late."""

    happenings: list[Happening]
    was_late: bool


def begin(matter: Matter, rules: Iterable[Rule], *, now: datetime) -> list[Clock]:
    """Return the clocks with which a new matter starts, unsaved, and set the matter's due time by them."""
    clocks = prepare(matter, rules, now=now)
    matter.due_at = earliest(clocks)
    return clocks


def keep(clocks: Sequence[Clock]) -> Happening:
    """Save the clocks of a new matter; return what to record."""
    Clock.objects.bulk_create(clocks)
    return _started(clocks, step="")


def turn(matter: Matter, *, stops: Sequence[str], starts: Sequence[Rule], now: datetime, step: str) -> Turn:
    """Stop and start the clocks of a matter whose row the caller has locked and will save: its due time is set here.

    A clock of the matter, or of this unit, that runs already goes on as it is: no second start resets it.
    """
    running = list(Clock.objects.filter(matter=matter, stopped_at=None))
    stopped = [clock for clock in running if clock.name in stops]
    for clock in stopped:
        _stop(clock, now=now)
    running = [clock for clock in running if clock.name not in stops]
    started = prepare(matter, _missing(matter, starts, running), now=now)
    if started:
        Clock.objects.bulk_create(started)
    matter.due_at = earliest([*running, *started]) or matter.due_at
    happenings = [
        Happening("clocks.stopped", {**said_of(clock), "late": clock.was_late}, step, clock.unit_id)
        for clock in stopped
    ]
    if started:
        happenings.append(_started(started, step=step))
    late = any(clock.level == Level.MATTER and clock.was_late for clock in stopped)
    return Turn(happenings, late)


def _stop(clock: Clock, *, now: datetime) -> None:
    clock.acts = [*clock.acts, {"kind": "stop", "at": now.isoformat()}]
    follow_course(clock)
    clock.save(update_fields=STORED)


def _missing(matter: Matter, rules: Sequence[Rule], running: Sequence[Clock]) -> list[Rule]:
    there = {(clock.name, clock.unit_id) for clock in running}
    return [
        rule
        for rule in rules
        if (rule.name, matter.unit_id if rule.level == Level.UNIT else None) not in there
    ]


def _started(clocks: Sequence[Clock], *, step: str) -> Happening:
    return Happening("clocks.started", {"clocks": [said_of(clock) for clock in clocks]}, step)

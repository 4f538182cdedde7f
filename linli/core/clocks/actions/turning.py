"""Turn the clocks of a matter as a step asks: stop some, start others, in as few queries as it takes.

`begin`, `turned` and `keep` serve a new matter, `turn` a step of its procedure; all leave the recording to the caller,
who has more to record. `start`, `start_many` and `stop` do it by themselves, for what happens outside a step.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from linli.core.clocks.actions.schedule import STORED, finish, follow_clocks, lock_matter
from linli.core.clocks.actions.starting import Rule, clock_of, prepare, said_of
from linli.core.clocks.models import Clock, Level
from linli.core.clocks.queries import earliest
from linli.core.matters import ledger
from linli.core.matters.copying import insert_many
from linli.core.matters.ledger import Happening
from linli.core.matters.models import Matter
from linli.ground.calendars import queries as calendars
from linli.ground.people.actor import Actor
from linli.ground.prepared import Prepared, save_columns
from linli.lib.limits import Limit


@dataclass(frozen=True)
class Turn:
    """What turning gave: the clocks, what to record, and whether a clock of the matter itself was stopped too late."""

    stopped: list[Clock]
    started: list[Clock]
    happenings: list[Happening]

    @property
    def was_late(self) -> bool:
        return any(clock.level == Level.MATTER and clock.was_late for clock in self.stopped)


def begin(matter: Matter, rules: Iterable[Rule], *, now: datetime) -> list[Clock]:
    """Return the clocks with which a new matter starts, unsaved, and set the matter's due time by them."""
    clocks = prepare(matter, rules, now=now)
    matter.due_at = earliest(clocks)
    return clocks


def keep(clocks: Sequence[Clock]) -> None:
    """Save new clocks."""
    insert_many(clocks)


def turn(matter: Matter, *, stops: Sequence[str], starts: Sequence[Rule], now: datetime, step: str) -> Turn:
    """Stop and start the clocks of a matter whose row the caller has locked and will save: its due time is set here.

    A clock of the matter, or of this unit, that runs already goes on as it is: no second start resets it.
    """
    running = _running(matter.id)
    found = turned(matter, running, stops=stops, starts=starts, now=now, step=step)
    for clock in found.stopped:
        save_columns(clock, STORED)
    if found.started:
        keep(found.started)
    return found


_running = Prepared(
    lambda matter_id: Clock.objects.filter(matter=matter_id, stopped_at=None).exclude(level=Level.TASK)
)


def turned(
    matter: Matter,
    running: Sequence[Clock],
    *,
    stops: Sequence[str],
    starts: Sequence[Rule],
    now: datetime,
    step: str,
) -> Turn:
    """Turn the `running` clocks of a matter and set its due time; saves nothing."""
    stopped = [clock for clock in running if clock.name in stops]
    for clock in stopped:
        finish(clock, now=now, calendar=calendars.calendar(clock.calendar) if clock.paused_at else None)
    running = [clock for clock in running if clock.name not in stops]
    started = prepare(matter, _missing(matter, starts, running), now=now)
    matter.due_at = earliest([*running, *started]) or matter.due_at
    happenings = [
        Happening("clocks.stopped", {**said_of(clock), "late": clock.was_late}, step, clock.unit_id)
        for clock in stopped
    ]
    if started:
        happenings.append(told_started(started, step=step))
    return Turn(stopped, started, happenings)


def _missing(matter: Matter, rules: Sequence[Rule], running: Sequence[Clock]) -> list[Rule]:
    there = {(clock.name, clock.unit_id) for clock in running}
    return [
        rule
        for rule in rules
        if (rule.name, matter.unit_id if rule.level == Level.UNIT else None) not in there
    ]


def told_started(clocks: Sequence[Clock], *, step: str = "") -> Happening:
    """Return what to record of clocks that start."""
    return Happening("clocks.started", {"clocks": [said_of(clock) for clock in clocks]}, step)


class AlreadyRunning(Exception):
    """A clock of this name runs already, and no second start resets it."""

    def __init__(self, name: str) -> None:
        super().__init__(_("这个时限已经在计时，不能重新开始。"))
        self.name = name


@transaction.atomic
def start(
    matter: Matter, name: str, *, limit: Limit, now: datetime, actor: Actor, calendar: str = ""
) -> Clock:
    """Start one clock of the matter with exactly this limit. Raises AlreadyRunning."""
    lock_matter(matter.id)
    if Clock.objects.filter(matter=matter, stopped_at=None, level=Level.MATTER, name=name).exists():
        raise AlreadyRunning(name)
    clock = clock_of(matter, name, limit, Level.MATTER, (), calendars.calendar(calendar), now=now)
    keep([clock])
    ledger.record_all(matter.id, [told_started([clock])], actor=actor, now=now)
    _settle(matter)
    return clock


@transaction.atomic
def start_many(
    matter: Matter, rules: Sequence[Rule], *, now: datetime, actor: Actor, step: str = ""
) -> list[Clock]:
    """Start the clocks that do not run yet, with one insert and one entry, and return them."""
    lock_matter(matter.id)
    found = turn(matter, stops=(), starts=rules, now=now, step=step)
    return _alone(matter, found, found.started, now=now, actor=actor)


@transaction.atomic
def stop(matter: Matter, name: str, *, now: datetime, actor: Actor, step: str = "") -> list[Clock]:
    """Stop the running clocks of this name and return them; none is no error."""
    lock_matter(matter.id)
    found = turn(matter, stops=(name,), starts=(), now=now, step=step)
    return _alone(matter, found, found.stopped, now=now, actor=actor)


def _alone(matter: Matter, found: Turn, clocks: list[Clock], *, now: datetime, actor: Actor) -> list[Clock]:
    if found.happenings:
        ledger.record_all(matter.id, found.happenings, actor=actor, now=now)
        Matter.objects.filter(id=matter.id).update(due_at=matter.due_at)
    return clocks


def _settle(matter: Matter) -> None:
    follow_clocks(matter.id)
    matter.refresh_from_db(fields=["due_at"])

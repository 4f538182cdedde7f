"""Begin a matter: all of it is made in memory, its first steps too, and written at once in the transaction of intake."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Model

from linli.core.clocks import actions as clocks
from linli.core.clocks.models import Clock
from linli.core.matters import ledger
from linli.core.matters.copying import insert_many
from linli.core.matters.ledger import Happening
from linli.core.matters.models import Entry, Involvement, Matter
from linli.core.procedures.procedure import Procedure
from linli.core.procedures.taking import Change, StepNotOpen, move, put
from linli.ground.people.actor import SYSTEM, Actor
from linli.ground.people.models import Unit


@dataclass
class Beginning:
    """A matter that nobody else can see yet, with its clocks, what happened to it, and the units that have it or had it.

    `beside`: rows of later rooms that are written with it. `public`: the key to which what is said of a sealed one is encrypted.
    """

    matter: Matter
    procedure: Procedure
    clocks: list[Clock]
    happenings: list[Happening]
    units: list[Unit] = field(default_factory=list)
    beside: list[Model] = field(default_factory=list)
    public: bytes = b""

    def take_step(self, name: str, *, now: datetime, change: Change) -> None:
        """Let the system take step `name`, which asks nothing. Raises StepNotOpen."""
        matter, step = self.matter, self.procedure.steps.get(name)
        if step is None or matter.state not in step.sources:
            raise StepNotOpen(name)
        body = {"from": matter.state, "to": step.to or matter.state, **change.says}
        put(change, matter, now=now)
        running = [clock for clock in self.clocks if clock.is_running]
        starts = [self.procedure.clocks[clock] for clock in step.starts]
        found = clocks.turned(matter, running, stops=step.stops, starts=starts, now=now, step=step.name)
        self.clocks += found.started
        move(matter, self.procedure, step, was_late=found.was_late, now=now)
        taken = Happening(step.verb, body, step.name, actor=SYSTEM)
        self.happenings += [taken, *(_by_system(each) for each in found.happenings)]

    def hand_to(self, unit: Unit) -> None:
        """Note that `unit` has the matter from now on; it may go on reading it."""
        if unit not in self.units:
            self.units.append(unit)
            self.matter.involved = " ".join(f"i{each.id}" for each in self.units)

    def write(self, *, actor: Actor, now: datetime) -> list[Entry]:
        """Write everything, in the caller's transaction; return the entries, the first one first."""
        insert_many([self.matter])
        clocks.keep(self.clocks)
        entries = ledger.record_all(
            self.matter.id, self.happenings, actor=actor, now=now, first=True, public=self.public
        )
        at = self.matter.received_at
        insert_many(
            [Involvement(matter=self.matter, unit=unit, since=now, received_at=at) for unit in self.units]
        )
        for row in self.beside:
            row.save(force_insert=True)
        return entries


def begin(matter: Matter, procedure: Procedure, received: Happening, *, now: datetime) -> Beginning:
    """Begin `matter`, unsaved, with the clocks that its procedure starts; its unit has it. `received` comes first."""
    started = clocks.begin(matter, [procedure.clocks[name] for name in procedure.starts], now=now)
    beginning = Beginning(matter, procedure, started, [received, clocks.told_started(started)])
    beginning.hand_to(matter.unit)
    return beginning


def _by_system(happening: Happening) -> Happening:
    return Happening(happening.verb, happening.body, happening.step, happening.unit_id, actor=SYSTEM)

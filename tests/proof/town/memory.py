"""What the town remembers of each matter as its ledger told it, so that a look at what a step touched is enough."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from linli.core.clocks.models import Clock
from linli.core.matters.models import Entry, Matter
from linli.core.procedures.procedure import Procedure
from linli.core.procedures.taking import procedure_of


@dataclass
class Told:
    """One matter as its entries tell it: where it stands, how many steps it took, which clocks run until when."""

    state: str
    version: int = 1
    seq: int = 0
    digest: bytes = b""
    ends: dict[str, datetime] = field(default_factory=dict)
    stopped: set[str] = field(default_factory=set)
    fired: int = 0
    erased: bool = False


@dataclass
class Memory:
    """All matters as told until the step before; `last` is the key of the newest entry that was read."""

    told: dict[UUID, Told] = field(default_factory=dict)
    seen_ends: dict[UUID, datetime] = field(default_factory=dict)
    last: UUID | None = None

    def fresh(self) -> list[Entry]:
        """Return the entries since then, in the order in which they were written."""
        rows = Entry.objects.order_by("id")
        return list(rows.filter(id__gt=self.last) if self.last else rows)


@dataclass
class Look:
    """What one step touched: matters with their procedure, all their clocks, the entries that are new."""

    now: datetime
    entries: list[Entry]
    matters: list[Matter]
    clocks: dict[UUID, list[Clock]]
    before: Memory

    @classmethod
    def at(cls, memory: Memory, now: datetime, *, everything: bool = False) -> "Look":
        entries = memory.fresh()
        rows = Matter._base_manager.select_related("unit", "answerable_unit", "handler", "category").order_by(
            "id"
        )
        matters = list(rows if everything else rows.filter(id__in={entry.subject for entry in entries}))
        clocks: dict[UUID, list[Clock]] = {matter.id: [] for matter in matters}
        for clock in Clock.objects.filter(matter__in=clocks).order_by("id"):
            clocks[clock.matter_id].append(clock)
        return cls(now, entries, matters, clocks, memory)

    def of(self, matter: Matter) -> list[Entry]:
        return [entry for entry in self.entries if entry.subject == matter.id]

    def procedure(self, matter: Matter) -> Procedure:
        return procedure_of(matter)

    def kept(self, told: dict[UUID, Told]) -> None:
        """Let the memory be of now."""
        self.before.told.update(told)
        for clocks in self.clocks.values():
            self.before.seen_ends.update({clock.id: clock.due_at for clock in clocks})
        if self.entries:
            self.before.last = self.entries[-1].id

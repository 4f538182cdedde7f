"""What a replay found, with names: who gains and loses, which rules decide, which never do and why."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from uuid import UUID

from linli.core.matters.models import Matter
from linli.flow.routing.laboratory.models import Moved, Replay
from linli.flow.routing.laboratory.replaying.findings import (
    Conflict,
    Dead,
    Shadowed,
    conflicts,
    dead,
    shadowed,
)
from linli.flow.routing.laboratory.rule_sets import Book, Surroundings, book_in_force, book_of, lines_of
from linli.flow.routing.models import Rule
from linli.ground.people.actor import Actor
from linli.ground.people.models import Unit

WIDTH = 16  # bytes of an id


@dataclass(frozen=True)
class Move:
    before: Unit
    after: Unit
    n: int


@dataclass(frozen=True)
class Load:
    """The matters of one unit before and after."""

    unit: Unit
    before: int
    after: int


@dataclass(frozen=True)
class Decided:
    """How many matters a rule decides; None: nobody in particular was found. `before` None: the draft has it anew."""

    rule: Rule | None
    before: int | None
    after: int | None


@dataclass(frozen=True)
class Idle:
    """A rule of the draft that decided nothing: of `fitted` matters that it speaks of, others took them all.

    `always`: those others leave it nothing whatever comes.
    """

    rule: Rule
    fitted: int
    takers: Sequence[tuple[Rule, int]]
    always: Sequence[Rule]


class Result:
    """One replay against its draft, as both are now."""

    def __init__(self, replay: Replay) -> None:
        self.replay, self.found = replay, replay.found

    @property
    def asked(self) -> int:
        return int(self.found.get("asked", 0))

    @property
    def changed(self) -> int:
        return int(self.found.get("changed", 0))

    @property
    def nobody(self) -> tuple[int, int]:
        """Return how many went to nobody in particular, before and after."""
        return self.found["rules_before"].get("", 0), self.found["rules_after"].get("", 0)

    @property
    def is_stale(self) -> bool:
        """Tell whether the draft was changed since."""
        return self.replay.draft_version != self.replay.draft.version

    @cached_property
    def around(self) -> Surroundings:
        return Surroundings.load(on=self.replay.on)

    @cached_property
    def before(self) -> Book:
        return book_in_force(self.around)

    @cached_property
    def after(self) -> Book:
        return book_of(self.replay.draft, self.around)

    def moves(self) -> list[Move]:
        units = self.around.units
        rows = [(units.get(UUID(old)), units.get(UUID(new)), n) for old, new, n in self.found["moved"]]
        return [Move(old, new, n) for old, new, n in rows if old and new]

    def loads(self) -> list[Load]:
        """Return the units with matters before or after, those whose load changes most first."""
        before, after = self.found["loads_before"], self.found["loads_after"]
        found = [
            Load(self.around.units[UUID(key)], before.get(key, 0), after.get(key, 0))
            for key in {*before, *after}
            if UUID(key) in self.around.units
        ]
        return sorted(found, key=lambda load: (-abs(load.after - load.before), -load.after, load.unit.code))

    def decided(self) -> list[Decided]:
        """Return every rule of the draft, then those in force that it does away with, then nobody in particular."""
        before, after = self.found["rules_before"], self.found["rules_after"]
        old, new = self.before.rules(), self.after.rules()
        held = {rule.id for rule in old}
        kept = {rule.id for rule in new}
        rows = [
            Decided(
                rule, before.get(str(rule.id), 0) if rule.id in held else None, after.get(str(rule.id), 0)
            )
            for rule in new
        ]
        rows += [Decided(rule, before.get(str(rule.id), 0), None) for rule in old if rule.id not in kept]
        return [*rows, Decided(None, *self.nobody)]

    def idle(self) -> list[Idle]:
        """Return the rules of the draft that decided nothing, each with why."""
        rules = {str(rule.id): rule for rule in self.after.rules()}
        always = {one.rule.id: one.by for one in self.shadowed}
        found = []
        for key, rule in rules.items():
            if self.found["rules_after"].get(key):
                continue
            taken = [
                (rules[taker], n) for one, taker, n in self.found["fitted"] if one == key and taker in rules
            ]
            fitted = sum(n for one, _taker, n in self.found["fitted"] if one == key)
            takers = sorted(taken, key=lambda pair: -pair[1])
            found.append(Idle(rule, fitted, takers, always.get(rule.id, ())))
        return found

    @cached_property
    def shadowed(self) -> list[Shadowed]:
        return shadowed(self.after.rules())

    def conflicts(self) -> list[Conflict]:
        return conflicts(lines_of(self.replay.draft, self.around))

    def dead(self) -> list[Dead]:
        return dead(self.after)


@dataclass(frozen=True)
class Behind:
    """Some of the matters behind a number, the latest first, as far as the actor may see them.

    `begin` counts from the latest one that the replay counted; `following` is where the next ones begin, None at the end.
    """

    matters: Sequence[Matter]
    counted: int
    begin: int
    following: int | None


def behind(
    replay: Replay, *, before: UUID | None, after: UUID | None, begin: int, size: int, actor: Actor
) -> Behind:
    """Return at most `size` of the matters that would go from one unit to another; None: from or to any. Two queries."""
    rows = Moved.objects.filter(replay=replay)
    if before:
        rows = rows.filter(before=before)
    if after:
        rows = rows.filter(after=after)
    kept = [bytes(row.matters) for row in rows.order_by("before", "after")]
    counted = sum(len(ids) for ids in kept) // WIDTH
    begin = max(0, min(begin, counted))
    wanted = list(islice(_ids(kept), begin, begin + size))
    seen = Matter.objects.visible_to(actor).filter(id__in=wanted).select_related("unit", "handler", "village")
    by_id = {matter.id: matter for matter in seen}
    following = begin + size if begin + size < counted else None
    return Behind([by_id[key] for key in wanted if key in by_id], counted, begin, following)


def _ids(kept: Iterable[bytes]) -> Iterator[UUID]:
    for ids in kept:
        for at in range(len(ids) - WIDTH, -1, -WIDTH):
            yield UUID(bytes=ids[at : at + WIDTH])

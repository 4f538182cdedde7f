"""One town: residents, staff, a worker, a calendar, and everything that goes wrong; one seed decides all of it.

Each step draws a move, lets it act as a request or a turn of the worker would, and asks every promise whether it still
holds. No clock of the machine is read: what acts is told the time by the town.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from random import Random
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from linli.capabilities.petitions.actions.bringing import Brought
from linli.core.matters.models import Entry, Matter
from linli.flow.intake.receipt import Receipt
from linli.ground.people.actor import SYSTEM, Actor, resident
from linli.ground.people.models import Staff
from linli.ground.people.queries import actor_of

from . import faults, refusals
from .county import CHINA, County
from .lots import Lots, span
from .memory import Memory
from .sending import Sender

BEGINNINGS = (
    datetime(2026, 3, 2, 9, tzinfo=CHINA),
    datetime(2026, 9, 18, 16, tzinfo=CHINA),
    datetime(2026, 11, 30, 8, tzinfo=CHINA),
)
CUT, DIES = 0.12, 0.1  # shares of acts; one is cut off at any of its statements
LAST, HOT = 12, 6


class HalfDone(AssertionError):
    """Something stayed of an act that was refused or cut off."""


class Unexpected(AssertionError):
    """An act did what it must not do."""


@dataclass
class Known:
    """What was acknowledged: the submission as it came, and the receipt as it was given."""

    brought: Brought
    receipt: Receipt
    by: Actor


@dataclass
class Town:
    """The state of one run. `tally` counts moves and what came of them, `history` digests all that happened."""

    seed: int
    county: County
    now: datetime = BEGINNINGS[0]
    tally: Counter[str] = field(default_factory=Counter)
    known: dict[UUID, Known] = field(default_factory=dict)
    keys: dict[UUID, bytes] = field(default_factory=dict)
    last: list[str] = field(default_factory=list)
    hot: list[UUID] = field(default_factory=list)
    steps: int = 0

    def __post_init__(self) -> None:
        self.dice = Random(self.seed)
        self.eye = Random(
            f"eye {self.seed}"
        )  # for promises: looking at something else lets nothing else happen
        self.now = self.dice.choice(BEGINNINGS)
        self.lots = Lots(f"town {self.seed}", self.now)
        self.memory = Memory()
        self.sender = Sender(self)
        self._history = sha256()
        self._actors: dict[UUID, Actor] = {}
        self._actors_on: date | None = None
        self._changed_on: date | None = None

    # ------------------------------------------------------------ time and people

    def pass_time(self) -> None:
        self.now += span(self.dice)
        self.lots.now = self.now

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)

    def actor(self, staff: Staff) -> Actor:
        """Return who a member of staff is today; read again when people have changed, or will from today on."""
        if self._changed_on is not None and self.today != self._actors_on:
            self._actors, self._actors_on = {}, self.today
            if self.today > self._changed_on:
                self._changed_on = None
        if staff.pk not in self._actors:
            self._actors[staff.pk] = actor_of(Staff.objects.get(pk=staff.pk), on=self.today)
        return self._actors[staff.pk]

    def people_changed(self) -> None:
        """Forget who is who: now, and tomorrow once more, when what ended today holds no longer."""
        self._actors, self._actors_on, self._changed_on = {}, self.today, self.today

    def who_may(self, permission: str) -> Actor:
        """Return somebody who carries the permission; now and then, or where nobody does, somebody at all."""
        able = [one for one in self.county.staff if self.actor(one).may(permission)]
        return self.actor(self.dice.choice(able)) if able and self.dice.random() < 0.9 else self.somebody()

    def somebody(self) -> Actor:
        return self.actor(self.dice.choice(self.county.staff))

    def resident_of(self, matter: Matter) -> Actor:
        known = self.known.get(matter.id)
        return known.by if known else resident([matter.id])

    def of_units(self, *unit_ids: UUID | None) -> list[Staff]:
        """Return who serves in one of the units."""
        return [one for one in self.county.staff if self.actor(one).unit_ids & set(unit_ids)]

    def anybody(self, matter: Matter, *units: UUID | None) -> Actor:
        """Return somebody who might act on the matter: its resident, whoever has it, their unit or another, anybody."""
        kind = self.dice.random()
        if kind < 0.15:
            return self.resident_of(matter)
        if kind < 0.4 and matter.handler is not None:
            return self.actor(matter.handler)
        near = self.of_units(*units) if units and kind < 0.75 else self.of_units(matter.unit_id)
        if kind < 0.8 and near:
            return self.actor(self.dice.choice(near))
        return self.somebody()

    def matter(self, *, is_open: bool | None = None) -> Matter | None:
        """Draw a matter, open ones and those of the last acts more often, so that lives come to an end."""
        rows = Matter.objects.visible_to(SYSTEM).select_related("unit", "handler")
        if is_open is None and self.dice.random() < 0.75:
            is_open = True
        if is_open is not None:
            rows = rows.filter(is_open=is_open)
        ids = list(rows.order_by("-id").values_list("id", flat=True)[:60])
        hot = [key for key in self.hot if key in ids]
        if hot and self.dice.random() < 0.6:
            ids = hot
        return rows.get(id=self.dice.choice(ids)) if ids else None

    # ------------------------------------------------------------ acts

    def act(self, name: str, act: Callable[[], Any], *, whole: bool = True) -> Any:
        """Let one act happen as a request would, and return what it gave; None where it was refused or cut off.

        `whole`: it is one transaction, so a refusal or a cut leaves nothing of it.
        """
        cut_at, before = self._cut(act) if whole and self.dice.random() < CUT else (0, {})
        waiting = len(connection.run_on_commit)
        with faults.watched(cut_at) as writes:
            try:
                found = act()
            except (faults.Cut, *refusals.ALL) as no:
                self.note(name, type(no).__name__)
                left = (
                    "" if isinstance(no, refusals.KEPT) or not whole else what_stayed(writes, waiting, before)
                )
                if left:
                    raise HalfDone(f"{name}: {no!r} left {left}") from no
                self.tally["fault: cut off in the midst of an act"] += isinstance(no, faults.Cut)
                self.after_commit()
                return None
        self.note(name, "done")
        self.after_commit()
        return True if found is None else found

    def _cut(self, act: Callable[[], Any]) -> tuple[int, dict[str, str]]:
        """Draw a statement of the act at which to fail, and return with it what its tables hold before."""
        try:
            rehearsed = faults.rehearse(act)
        except refusals.ALL:
            return 0, {}
        if not rehearsed.tables:
            return 0, {}
        return self.dice.randint(1, rehearsed.count), faults.bytes_of(sorted(rehearsed.tables))

    def after_commit(self) -> None:
        """Do what waits for a commit, unless the process dies just then; the worker has to do it later, then."""
        if connection.run_on_commit and self.dice.random() < DIES:
            connection.run_on_commit = []
            self.tally["fault: died after the commit"] += 1
            return
        while waiting := faults.hooks():
            for hook in waiting:
                self._prompt(hook)

    def _prompt(self, hook: Callable[[], None]) -> None:
        cut_at = self.dice.randint(1, 40) if self.dice.random() < CUT else 0
        with faults.watched(cut_at) as writes:
            hook()
        if cut_at and writes.count >= cut_at:
            self.tally["fault: cut off in a follower"] += 1

    def expect(self, holds: bool, sentence: str) -> None:
        """Raise Unexpected where what just happened must not happen."""
        if not holds:
            raise Unexpected(sentence)

    def note(self, name: str, outcome: str) -> None:
        self.tally[f"{name}: {outcome}"] += 1
        self.last = [*self.last[-LAST:], f"{self.steps:4} {self.now:%m-%d %H:%M} {name}: {outcome}"]

    # ------------------------------------------------------------ history

    @property
    def history(self) -> str:
        return self._history.hexdigest()

    def remember(self, entries: list[Entry]) -> None:
        """Add to the digest of all that happened; words of sealed matters are encrypted anew each time, so they stay out."""
        self.hot = list(dict.fromkeys([*(one.subject for one in reversed(entries)), *self.hot]))[:HOT]
        for one in entries:
            said = one.body if not one.verb.startswith("sealed.") else sorted(one.body)
            row = (
                one.id,
                one.subject,
                one.seq,
                one.verb,
                one.step,
                one.actor_kind,
                one.actor_id,
                one.unit_id,
            )
            self._history.update(repr((row, one.happened_at, one.recorded_at, said)).encode())


def what_stayed(writes: faults.Writes, waiting: int, before: dict[str, str]) -> str:
    """Return what an act left behind that left nothing if all is well."""
    if writes.stayed:
        return f"writes to {sorted(set(writes.stayed))}"
    if len(connection.run_on_commit) != waiting:
        return "work to be done after a commit"
    after = faults.bytes_of(sorted(before))
    return (
        f"other bytes in {[table for table in after if after[table] != before[table]]}"
        if after != before
        else ""
    )

"""A procedure: the states a matter goes through, the steps between them, the clocks they start and stop.

Read from TOML (`reading`), checked at start (`checking`), never changed while a matter runs under it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from linli.core.procedures.words import Words
from linli.lib.limits import Limit

AskKind = Literal[
    "text", "line", "choice", "unit", "staff", "category", "severity", "date", "moment", "flag", "article"
]

ACTS = ("extend", "pause")  # what may be asked for on a running clock

RESIDENT = "resident"
SYSTEM = "system"


@dataclass(frozen=True)
class State:
    name: str
    label: Words
    explained: Words
    is_open: bool = True
    awaits_resident: bool = False


@dataclass(frozen=True)
class Ask:
    """What a step asks of whoever takes it. `limit` is the longest text, in characters."""

    name: str
    kind: AskKind
    label: Words
    required: bool = True
    limit: int = 2_000
    choices: tuple[tuple[str, Words], ...] = ()


@dataclass(frozen=True)
class Step:
    """One thing that may be done. `to` empty: the state stays. `who`: a permission, `resident` or `system`."""

    name: str
    label: Words
    verb: str
    sources: tuple[str, ...]
    to: str
    who: tuple[str, ...]
    asks: tuple[Ask, ...] = ()
    starts: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    guards: tuple[str, ...] = ()
    once: bool = False
    likely: bool = False


@dataclass(frozen=True)
class ClockRule:
    """A clock of the procedure with the limit it has where the centre keeps no other; `warns` are fractions of it.

    Level `task`: it runs beside the matter, started by the room whose task it is. `window`: it never runs; something may
    be done until it would have ended. `may`: what may be asked for while it runs. `extensions`: how often it may be
    extended; None: as often as the centre's provision says.
    """

    name: str
    label: Words
    level: Literal["matter", "unit", "task", "window"]
    limit: Limit
    warns: tuple[float, ...] = ()
    may: tuple[str, ...] = ACTS
    extensions: int | None = None


@dataclass(frozen=True)
class Procedure:
    name: str
    version: int
    title: Words
    start: str
    starts: tuple[str, ...]
    states: dict[str, State]
    steps: dict[str, Step]
    clocks: dict[str, ClockRule]
    file: str = field(default="", compare=False)

    @cached_property
    def _by_state(self) -> dict[str, tuple[Step, ...]]:
        return {
            name: tuple(step for step in self.steps.values() if name in step.sources) for name in self.states
        }

    @property
    def end(self) -> str:
        """Return the state in which a matter is closed in the ordinary way: the first that is not open."""
        return next(state.name for state in self.states.values() if not state.is_open)

    def clock_called(self, name: str) -> str:
        """Return what a clock is called; its code where a later version of the file dropped it."""
        rule = self.clocks.get(name)
        return str(rule.label) if rule else name

    def steps_from(self, state: str) -> tuple[Step, ...]:
        return self._by_state.get(state, ())

    def moves(self) -> Iterator[tuple[str, Step, str]]:
        """Yield each (state, step, next state) of the procedure, for drawing and for checks."""
        for step in self.steps.values():
            for source in step.sources:
                yield source, step, step.to or source

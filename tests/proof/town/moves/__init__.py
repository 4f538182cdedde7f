"""The table of moves: what may happen next in the town, each small, with how often it is drawn."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from random import Random

from ..town import Town

Act = Callable[[Town], None]


@dataclass(frozen=True)
class Move:
    name: str
    weight: int
    act: Act


MOVES: list[Move] = []


def move(weight: int) -> Callable[[Act], Act]:
    """Put a function into the table; its name says what happens."""

    def put(act: Act) -> Act:
        MOVES.append(Move(act.__name__.replace("_", " "), weight, act))
        return act

    return put


def drawn(dice: Random) -> Move:
    return dice.choices(MOVES, [one.weight for one in MOVES])[0]


for name in ("residents", "steps", "beside", "rights", "sealed", "worker", "tables"):
    import_module(f"{__name__}.{name}")

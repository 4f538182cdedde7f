"""Who handled what, counted in every context, newer orders weighing more. Plain Python and numpy."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
EPOCH = date(2000, 1, 1)  # only keeps the powers small; the answers do not depend on it


@dataclass
class Count:
    """What one unit did in one context: `weight` grows with the day, `n` orders, the `last` of them."""

    weight: float
    n: int
    last: date


class Evidence:
    """Counts by context. After `half_life` days an order weighs half."""

    def __init__(self, half_life: float) -> None:
        self.half_life = half_life
        self._counts: dict[Hashable, dict[int, Count]] = {}

    def add(self, context: Hashable, unit: int, day: date) -> None:
        weight = 2.0 ** ((day - EPOCH).days / self.half_life)
        counts = self._counts.setdefault(context, {})
        count = counts.setdefault(unit, Count(0.0, 0, day))
        count.weight += weight
        count.n += 1
        count.last = max(count.last, day)

    def weights(self, context: Hashable, day: date, units: int) -> Vector:
        """Return for each of `units` units how many orders speak for it in this context, as they weigh on `day`."""
        found = np.zeros(units)
        counts = self._counts.get(context)
        if counts:
            found[list(counts)] = [count.weight for count in counts.values()]
            found *= 2.0 ** (-(day - EPOCH).days / self.half_life)
        return found

    def count(self, context: Hashable, unit: int) -> Count | None:
        return self._counts.get(context, {}).get(unit)

    def total(self, context: Hashable) -> int:
        return sum(count.n for count in self._counts.get(context, {}).values())


def backed_off(weights: list[Vector], trust: float, start: Vector) -> Vector:
    """Mix what contexts say, the widest first: a narrower one counts by its own weight against `trust` in the wider."""
    chance = start
    for weight in weights:
        total = weight.sum()
        if total:
            chance = (weight + trust * chance) / (total + trust)
    return chance

"""Weigh features by examples: multinomial logistic regression, one order at a time, in numpy.

Each unit has weights of its own and shares those of its role, so that what one town's office handles is a hint for the
same office of another town. Steps shrink with what a weight has learned already (AdaGrad).
"""

from collections.abc import Hashable, Sequence

import numpy as np
from numpy.typing import NDArray

from linli.flow.routing.learning.learner.evidence import Vector

Matrix = NDArray[np.float32]
Rows = NDArray[np.int64]
STEP = 0.05
CAUTION = 0.1  # what is taken as learned before the first example


class Table:
    """Numbers by row and column, growing as either becomes known."""

    def __init__(self, empty: float = 0.0) -> None:
        self._empty = empty
        self.cells: Matrix = np.full((16, 16), empty, np.float32)

    def reach(self, rows: int, columns: int) -> None:
        """Make room for so many rows and columns."""
        has = (len(self.cells), len(self.cells[0]))
        if rows > has[0] or columns > has[1]:
            more = [
                (0, max(need, 2 * had) - had if need > had else 0)
                for need, had in zip((rows, columns), has, strict=True)
            ]
            self.cells = np.pad(self.cells, more, constant_values=self._empty)


class Weights:
    """Weights by feature and unit (or role), each with how much it has learned."""

    def __init__(self) -> None:
        self._weights, self._learned = Table(), Table(CAUTION)

    def reach(self, rows: int, columns: int) -> None:
        self._weights.reach(rows, columns)
        self._learned.reach(rows, columns)

    def sums(self, rows: Rows, columns: int) -> Vector:
        found: Vector = self._weights.cells[rows, :columns].sum(0, dtype=np.float64)
        return found

    def step(self, rows: Rows, errors: Vector) -> None:
        """Move the weights of these rows against `errors`, one a column."""
        learned, weights, by = self._learned.cells, self._weights.cells, errors.astype(np.float32)
        learned[rows, : len(by)] += by * by
        weights[rows, : len(by)] -= STEP * by / np.sqrt(learned[rows, : len(by)])


class Weighing:
    """The learner. Units and roles are numbered from 0 by the caller; `roles[unit]` is the unit's role."""

    def __init__(self) -> None:
        self._rows: dict[Hashable, int] = {}
        self._of_units, self._of_roles = Weights(), Weights()

    def chances(self, features: Sequence[Hashable], roles: Sequence[int]) -> Vector:
        """Return the chance of each unit, summing to 1."""
        known = [row for feature in features if (row := self._rows.get(feature)) is not None]
        return self._chances(np.array(known, np.int64), np.asarray(roles))

    def learn(self, features: Sequence[Hashable], unit: int, roles: Sequence[int]) -> None:
        """Take one example: the question with these features was handled by `unit`, one of len(roles)."""
        rows = np.array([self._rows.setdefault(feature, len(self._rows)) for feature in features], np.int64)
        of, role_count = np.asarray(roles), max(roles) + 1
        self._of_units.reach(len(self._rows), len(of))
        self._of_roles.reach(len(self._rows), role_count)
        errors = self._chances(rows, of)
        errors[unit] -= 1
        self._of_units.step(rows, errors)
        self._of_roles.step(rows, np.bincount(of, errors, role_count).astype(np.float64))

    def _chances(self, rows: Rows, roles: Rows) -> Vector:
        found = self._of_units.sums(rows, len(roles)) + self._of_roles.sums(rows, int(roles.max()) + 1)[roles]
        chances: Vector = np.exp(found - found.max())
        chances /= chances.sum()
        return chances

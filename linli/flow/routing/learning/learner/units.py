"""The units known so far, numbered in the order in which they appeared, with their roles."""

import numpy as np

from linli.flow.routing.learning.learner.evidence import Vector
from linli.flow.routing.learning.learner.orders import Order
from linli.flow.routing.learning.learner.roles import Roles


class Units:
    def __init__(self) -> None:
        self.codes: list[str] = []
        self.names: list[str] = []
        self.roles: list[int] = []  # of each unit
        self._numbers: dict[str, int] = {}
        self._role_numbers: dict[str, int] = {}
        self._reader = Roles()

    def __len__(self) -> int:
        return len(self.codes)

    def number(self, code: str) -> int:
        return self._numbers[code]

    def meet(self, order: Order) -> int:
        """Return the number of the order's unit; remember the name that it has now, and the role that follows."""
        again = self._reader.learn(order.place_names)
        unit = self._numbers.setdefault(order.unit, len(self.codes))
        if unit == len(self.codes):
            self.codes.append(order.unit)
            self.names.append("")
            self.roles.append(0)
        renamed = self.names[unit] != order.unit_name
        self.names[unit] = order.unit_name
        if again or renamed:
            self._read_roles(range(len(self)) if again else range(unit, unit + 1))
        return unit

    def _read_roles(self, numbers: range) -> None:
        for number in numbers:
            role = self._reader.role(self.names[number])
            self.roles[number] = self._role_numbers.setdefault(role, len(self._role_numbers))

    @property
    def role_count(self) -> int:
        return len(self._role_numbers)

    def by_role(self, weights: Vector) -> Vector:
        """Return the sums of `weights`, one a unit, by role."""
        return np.bincount(self.roles, weights, self.role_count).astype(np.float64)

"""Four views of one question: each gives every unit a chance, from what was learned until now."""

from typing import Protocol

import numpy as np

from linli.flow.routing.learning.learner.contexts import Level, contexts, spots, wider_in_village
from linli.flow.routing.learning.learner.crosses import crosses
from linli.flow.routing.learning.learner.evidence import Evidence, Vector, backed_off
from linli.flow.routing.learning.learner.orders import Order, Question
from linli.flow.routing.learning.learner.tuning import LEAST, Tuning
from linli.flow.routing.learning.learner.units import Units
from linli.flow.routing.learning.learner.weighing import Matrix, Table, Weighing


class View(Protocol):
    def learn(self, order: Order, unit: int) -> None: ...

    def chances(self, question: Question) -> Vector: ...


class ByRole:
    """What units of one role handle, whichever town they serve, and which of them serves this place."""

    def __init__(self, units: Units, evidence: Evidence, tuning: Tuning) -> None:
        self._units, self._evidence, self._tuning = units, evidence, tuning

    def learn(self, order: Order, unit: int) -> None:
        """Nothing of its own: the counts are shared."""

    def chances(self, question: Question) -> Vector:
        near = (Level.CATEGORY_CHANNEL, Level.CATEGORY_TOWN)
        return self.of_roles(question, near)[self._units.roles] * self.within_role(question)

    def of_roles(self, question: Question, near: tuple[Level, ...] = ()) -> Vector:
        """Return the chance of each role, by the category and by what is `near`."""
        levels = contexts(question)
        wide = (Level.ALL, Level.WIDER_CATEGORY, Level.CATEGORY)
        chain = [context for level in (*wide, *near) for context in levels[level]]
        weights = [
            self._units.by_role(self._evidence.weights(context, question.day, len(self._units)))
            for context in chain
        ]
        return backed_off(weights, self._tuning.trust, np.full(self._units.role_count, LEAST))

    def within_role(self, question: Question) -> Vector:
        """Return for each unit the chance that it, of all in its role, serves this place."""
        levels, trust = contexts(question), self._tuning.trust_of_places
        chance = np.full(len(self._units), LEAST)
        for level in (Level.ALL, Level.TOWN, Level.VILLAGE):
            weights = self._evidence.weights(levels[level][0], question.day, len(self._units))
            chance = (weights + trust * chance) / (self._units.by_role(weights)[self._units.roles] + trust)
        return chance


class StandIns:
    """Which unit does in this town what a role does elsewhere: towns divide the same work differently.

    For each place a table of what was expected of a role and done by a unit; an order counts for the roles in
    proportion to how well each explains it.
    """

    def __init__(self, by_role: ByRole, units: Units, tuning: Tuning) -> None:
        self._by_role, self._units, self._trust = by_role, units, tuning.trust
        self._done: dict[tuple[int, str], Table] = {}

    def chances(self, question: Question) -> Vector:
        expected = self._by_role.of_roles(question)
        found = np.zeros(len(self._units))
        for done in reversed(self._places(question)):
            certain = expected / (done.sum(1) + self._trust)
            found += certain @ done
            expected = self._trust * certain
        return found + expected[self._units.roles] * self._by_role.within_role(question)

    def learn(self, order: Order, unit: int) -> None:
        expected = self._by_role.of_roles(order)
        explained = np.zeros(len(expected))
        left = expected
        for done in reversed(self._places(order)):
            certain = left / (done.sum(1) + self._trust)
            explained += certain * done[:, unit]
            left = self._trust * certain
        role = self._units.roles[unit]
        explained[role] += left[role] * self._by_role.within_role(order)[unit]
        explained += LEAST * expected
        for done in self._places(order):
            done[:, unit] += explained / explained.sum()

    def _places(self, question: Question) -> list[Matrix]:
        """Return the tables of the town and of the village, roles by units."""
        found = []
        for place in enumerate(spots(question)):
            table = self._done.setdefault(place, Table())
            table.reach(self._units.role_count, len(self._units))
            found.append(table.cells[: self._units.role_count, : len(self._units)])
        return found


class ByPlace:
    """What is handled at this place, by whichever way it came and in whichever category."""

    def __init__(self, units: Units, tuning: Tuning) -> None:
        self._units, self._trust = units, tuning.trust
        self._evidence = Evidence(tuning.half_life_of_places)

    def learn(self, order: Order, unit: int) -> None:
        for context in self._chain(order):
            self._evidence.add(context, unit, order.day)

    def chances(self, question: Question) -> Vector:
        n = len(self._units)
        weights = [self._evidence.weights(context, question.day, n) for context in self._chain(question)]
        return backed_off(weights, self._trust, np.full(n, LEAST))

    def _chain(self, question: Question) -> list[tuple[str, ...]]:
        levels = contexts(question)
        place = (Level.ALL, Level.TOWN, Level.VILLAGE, Level.VILLAGE_CHANNEL)
        nearest = levels[Level.CATEGORY_VILLAGE]
        return [*(levels[level][0] for level in place), *wider_in_village(question), *nearest]


class ByExamples:
    """All features of the question weighed at once."""

    def __init__(self, units: Units) -> None:
        self._units, self._weighing = units, Weighing()

    def learn(self, order: Order, unit: int) -> None:
        self._weighing.learn(crosses(order), unit, self._units.roles)

    def chances(self, question: Question) -> Vector:
        return self._weighing.chances(crosses(question), self._units.roles)

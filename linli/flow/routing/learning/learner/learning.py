"""Learn from past orders, day by day, which unit handles which category where, and say for a new one who it is likely to be.

Several views are mixed, and every suggestion names the counts that speak for it. Nothing is random and nothing looks
ahead: what comes later changes no answer given before.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np

from linli.flow.routing.learning.learner.contexts import Context, Level, contexts, spots
from linli.flow.routing.learning.learner.evidence import Count, Evidence, Vector
from linli.flow.routing.learning.learner.orders import Order, Question
from linli.flow.routing.learning.learner.renames import Rename, Trace, renames
from linli.flow.routing.learning.learner.tuning import LEAST, Tuning
from linli.flow.routing.learning.learner.units import Units
from linli.flow.routing.learning.learner.views import ByExamples, ByPlace, ByRole, StandIns, View


@dataclass(frozen=True)
class Suggestion:
    """One unit, how likely it is (`chance`, of all units 1), and what speaks for it.

    On `level`, the nearest on which it has handled any, it handled `n` of `of` orders, the last on `last_seen`.
    `formerly`: the code of the unit whose work it took over, where the counts are that one's.
    """

    unit: str
    unit_name: str
    chance: float
    level: Level
    n: int
    of: int
    last_seen: date
    formerly: str = ""

    @property
    def share(self) -> float:
        return self.n / self.of


class Learner:
    """Bring orders by `learn` in the order of their days; ask by `predict` whenever you like."""

    def __init__(self, tuning: Tuning | None = None) -> None:
        self._tuning = tuning = tuning or Tuning()
        self._units = Units()
        self._evidence = Evidence(tuning.half_life)
        by_role = ByRole(self._units, self._evidence, tuning)
        self._views: list[tuple[float, View]] = [
            (1.0, by_role),
            (tuning.weight_of_stand_ins, StandIns(by_role, self._units, tuning)),
            (tuning.weight_of_places, ByPlace(self._units, tuning)),
            (tuning.weight_of_examples, ByExamples(self._units)),
        ]
        self._traces: dict[str, Trace] = {}
        self._renames: tuple[date, list[Rename]] | None = None

    def learn(self, order: Order) -> None:
        """Take one order that was handled; one that names no unit teaches nothing."""
        if not order.unit:
            return
        self._renames = None
        unit = self._units.meet(order)
        for _, view in self._views:
            view.learn(order, unit)
        for group in contexts(order).values():
            for context in group:
                self._evidence.add(context, unit, order.day)
        trace = self._traces.setdefault(order.unit, Trace(order.unit_name))
        trace.name = order.unit_name
        trace.days[order.day] += 1
        trace.work["".join(order.category[-1:]), spots(order)[1]] += 1

    def predict(self, question: Question, k: int = 3) -> list[Suggestion]:
        """Return the `k` units most likely to handle it, the likeliest first, from all that was learned until now."""
        if not len(self._units):
            return []
        mixed = np.zeros(len(self._units))
        for weight, view in self._views:
            mixed += weight * np.log(self._moved_on(view.chances(question), question.day) + LEAST)
        chances = np.exp(mixed - mixed.max())
        chances /= chances.sum()
        best = np.argsort(-chances, kind="stable")[:k]
        return [self._suggestion(int(unit), float(chances[unit]), question) for unit in best]

    def renames(self, *, on: date) -> list[Rename]:
        """Return what looked like renames of units on day `on`, from what was learned until now."""
        if self._renames is None or self._renames[0] != on:
            tuning = self._tuning
            found = renames(
                self._traces,
                on=on,
                orders=tuning.rename_orders,
                gap_days=tuning.rename_gap,
                confidence=tuning.rename_confidence,
            )
            self._renames = (on, found)
        return self._renames[1]

    def _moved_on(self, chances: Vector, day: date) -> Vector:
        """Give what was the old unit's to the one it was renamed to."""
        for rename in self.renames(on=day):
            old, new = self._units.number(rename.old), self._units.number(rename.new)
            chances[new] += chances[old]
            chances[old] = 0
        return chances

    def _suggestion(self, unit: int, chance: float, question: Question) -> Suggestion:
        code, name = self._units.codes[unit], self._units.names[unit]
        old = next((r.old for r in self.renames(on=question.day) if r.new == code), "")
        level, context, count, formerly = self._nearest([code, old] if old else [code], question)
        of = self._evidence.total(context)
        return Suggestion(code, name, chance, level, count.n, of, count.last, formerly)

    def _nearest(self, codes: list[str], question: Question) -> tuple[Level, Context, Count, str]:
        """Return the nearest context in which one of these units, the first before the second, handled any."""
        near = contexts(question)
        for level in Level:
            for context in reversed(near[level]):
                for code in codes:
                    if count := self._evidence.count(context, self._units.number(code)):
                        return level, context, count, "" if code == codes[0] else code
        raise LookupError(codes)

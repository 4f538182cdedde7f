"""How well the learner does: each day is predicted from the days before it, then learned."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from linli.flow.routing.learning.learner import Learner
from linli.flow.routing.learning.orders import Order


@dataclass(frozen=True)
class Score:
    """Of `n` orders, the share whose unit was the first choice, and that whose unit was among three."""

    top1: float
    top3: float
    n: int


def evaluate(
    orders: Iterable[Order],
    *,
    since: date,
    until: date,
    learner: Learner | None = None,
    progress: Callable[[int], object] = lambda n: None,
) -> Score:
    """Predict every order from `since` to `until`, both included, from all days before its own.

    `orders` come in the order of their days. An order that names no unit counts as missed. Units are compared by code:
    one that was renamed and kept its code is the same unit.
    """
    learner = learner or Learner()
    first = among_three = n = 0
    for day, group in groupby(orders, key=lambda order: order.day):
        if day > until:
            break
        of_day = list(group)
        for order in of_day if day >= since else ():
            units = [suggestion.unit for suggestion in learner.predict(order, k=3)]
            n += 1
            first += units[:1] == [order.unit]
            among_three += order.unit in units
        for order in of_day:
            learner.learn(order)
        progress(len(of_day))
    return Score(first / n if n else 0.0, among_three / n if n else 0.0, n)

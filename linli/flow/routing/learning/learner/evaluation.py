"""How well the learner does: each day is predicted from the days before it, then learned."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from linli.flow.routing.learning.learner.learning import Learner, Suggestion
from linli.flow.routing.learning.learner.orders import Order


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
    """Predict every order from `since` to `until`, both included, and count how often that was right.

    An order that names no unit counts as missed. Units are compared by code: one that was renamed and kept its code is
    the same unit.
    """
    first = among_three = n = 0
    for order, suggested in walk(orders, since=since, until=until, learner=learner, progress=progress):
        units = [suggestion.unit for suggestion in suggested]
        n += 1
        first += units[:1] == [order.unit]
        among_three += order.unit in units
    return Score(first / n if n else 0.0, among_three / n if n else 0.0, n)


def walk(
    orders: Iterable[Order],
    *,
    since: date,
    until: date,
    learner: Learner | None = None,
    progress: Callable[[int], object] = lambda n: None,
) -> Iterator[tuple[Order, list[Suggestion]]]:
    """Yield each order of these days with what is suggested from all days before its own; `orders` come day by day."""
    learner = learner or Learner()
    for day, group in groupby(orders, key=lambda order: order.day):
        if day > until:
            return
        of_day = list(group)
        if day >= since:
            suggested = [learner.predict(order, k=3) for order in of_day]
            yield from zip(of_day, suggested, strict=True)
        for order in of_day:
            learner.learn(order)
        progress(len(of_day))

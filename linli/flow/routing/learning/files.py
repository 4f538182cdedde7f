"""Learn from a file of past orders, as from the centre's own matters."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

from tqdm import tqdm

from linli.flow.routing.learning.drafting import book
from linli.flow.routing.learning.drafting.proposing import duties_from, successors_from
from linli.flow.routing.learning.drafting.tallies import Tally
from linli.flow.routing.learning.learner.orders import Order
from linli.flow.routing.learning.learner.renames import Trace
from linli.flow.routing.learning.proposals import Learned
from linli.flow.routing.learning.tables import read_orders
from linli.flow.routing.learning.thresholds import thresholds


def learn_file(path: Path, *, on: date | None = None) -> Learned:
    """Learn a draft of the duty list and renames from a file of past orders, up to its last day or `on`.

    Shows its progress on standard error. Raises Unreadable.
    """
    table = read_orders(path)
    last = on or max((order.day for order in table.orders), default=date.min)
    bounds = thresholds(on=last)
    began = last - timedelta(days=min(bounds.days, (last - date.min).days))
    orders = [order for order in table.orders if order.unit and began <= order.day <= last]
    tallies = tallied(tqdm(orders, unit=" orders", desc=path.name, disable=None))
    known = book.of_table(table, on=last)
    traces = traced(orders)
    named = book.units_by_name({name: trace.code for name, trace in traces.items()}, on=last)
    return Learned(
        orders=len(orders),
        duties=tuple(duties_from(tallies, known, bounds)),
        successors=tuple(successors_from(traces, named, known, bounds)),
    )


def tallied(orders: Iterable[Order]) -> list[Tally]:
    """Count orders by category, place and unit."""
    n: Counter[tuple[str, str, str, str]] = Counter()
    days: dict[tuple[str, str, str, str], tuple[date, date]] = {}
    for order in orders:
        town, village = (*order.place, "", "")[:2]
        key = (order.category[-1] if order.category else "", town, village, order.unit)
        n[key] += 1
        first, last = days.get(key, (order.day, order.day))
        days[key] = (min(first, order.day), max(last, order.day))
    return [Tally(*key, count, *days[key]) for key, count in n.items() if key[0]]


def traced(orders: Iterable[Order]) -> dict[str, Trace]:
    """Return what was done under each name: one code may have gone by several."""
    traces: dict[str, Trace] = {}
    for order in orders:
        name = order.unit_name or order.unit
        trace = traces.setdefault(name, Trace(name, order.unit))
        trace.days[order.day] += 1
        trace.work["".join(order.category[-1:]), "".join(order.place[-1:])] += 1
    return traces

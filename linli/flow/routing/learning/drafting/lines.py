"""Draw a draft of the duty list from tallies: the fewest lines that say which unit handles which category where."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from linli.flow.routing.learning.drafting.tallies import Finding, Tally, leading


@dataclass(frozen=True)
class Line:
    """One line of a draft: `area` is a village, a town, or "" for everywhere."""

    category: str
    area: str
    finding: Finding


def draft(tallies: Iterable[Tally], *, orders: int, share: float) -> Iterator[Line]:
    """Yield the lines that at least `orders` orders and this `share` of them speak for, in the order of category and area.

    A town gets a line of its own only where another unit handles the category than everywhere else, a village only
    where it differs from its town.
    """
    in_order = sorted(tallies, key=lambda tally: (tally.category, tally.town, tally.village))
    for category, group in groupby(in_order, key=lambda tally: tally.category):
        of_category = list(group)
        everywhere = _clear(of_category, orders, share)
        if everywhere:
            yield Line(category, "", everywhere)
        for town, group_of_town in groupby(of_category, key=lambda tally: tally.town):
            if town:
                yield from _of_town(category, town, list(group_of_town), everywhere, orders, share)


def _of_town(
    category: str, town: str, tallies: Sequence[Tally], above: Finding | None, orders: int, share: float
) -> Iterator[Line]:
    here = _clear(tallies, orders, share)
    if here and (above is None or here.unit != above.unit):
        yield Line(category, town, here)
    for village, group in groupby(tallies, key=lambda tally: tally.village):
        own = _clear(list(group), orders, share) if village else None
        inherited = here or above
        if own and (inherited is None or own.unit != inherited.unit):
            yield Line(category, village, own)


def _clear(tallies: Sequence[Tally], orders: int, share: float) -> Finding | None:
    found = leading(tallies)
    return found if found and found.n >= orders and found.share >= share else None

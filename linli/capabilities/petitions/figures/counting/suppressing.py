"""What of a table may be published, so that no number that is hidden follows from those that are shown.

Of what has fewer than `fewest` only that is said: nought to four look alike. Where the numbers beside it would give it away,
the smallest neighbours are not hidden in its stead, as is often done: whoever knows by which rule they are chosen finds out most
of what they hide. Instead the largest number is told as a range, or all numbers in bands (40–44); which of the two is decided
by what the table is about, never by its numbers. Where that is too little, the table is left out.

Two tables that differ only in hidden numbers, and agree in all that is published, are published alike. So every number from
nought to `fewest` - 1 stays possible for each hidden one, also for a reader who knows this text (`tests/test_suppressing.py`
tries all tables of a size).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Sign = Literal["shown", "few", "range", "withheld"]


@dataclass(frozen=True)
class Told:
    """One number as it is published. `value`: the number, or the lowest that it can be; `most`: the highest of a range."""

    sign: Sign
    value: int | None = None
    most: int | None = None


@dataclass(frozen=True)
class Table:
    """Numbers by their key, in the order in which they came, and their total. Withheld: nothing but the total is told."""

    cells: Mapping[str, Told]
    total: Told
    fewest: int

    @property
    def is_withheld(self) -> bool:
        return any(cell.sign == "withheld" for cell in self.cells.values())


def number(value: int, *, fewest: int) -> Told:
    """Return a number that stands alone."""
    return Told("few") if value < fewest else Told("shown", value)


def parted(counts: Mapping[str, int], *, fewest: int) -> Table:
    """Return the parts of a total that is published too: as they are, or the largest as a range. For tables of few rows.

    The range is what follows from the others, with each hidden number from nought to fewest-1. It has to lie above all others:
    so the same number is the largest whatever the hidden ones are.
    """
    if table := _plain(counts, fewest):
        return table
    total, few = Told("shown", sum(counts.values())), sum(value < fewest for value in counts.values())
    *others, largest = sorted(counts, key=lambda key: counts[key])
    most = counts[largest] + sum(value for value in counts.values() if value < fewest)
    least, beside = most - (fewest - 1) * few, max((counts[key] for key in others), default=0)
    if least < fewest or least <= beside:
        return _table(dict.fromkeys(counts, Told("withheld")), total, fewest)
    cells = {key: number(value, fewest=fewest) for key, value in counts.items()}
    return _table(cells | {largest: Told("range", least, most)}, total, fewest)


def banded(counts: Mapping[str, int], *, fewest: int) -> Table:
    """Return the parts of a total that is published too, all in bands as soon as one is small. For tables of many rows.

    Each hidden number, and each place in a band, is one of 0 … fewest-1. All of these are possible for every one of them
    exactly where what is left to all together lies between fewest-1 and (fewest-1) × (how many - 1). A total with which all
    of them could be hidden and as large as can be is never told in parts: its table would stand alone among those left out.
    """
    if table := _plain(counts, fewest):
        return table
    whole = sum(counts.values())
    total = Told("shown", whole)
    left, most = sum(value % fewest for value in counts.values()), (fewest - 1) * (len(counts) - 1)
    could_all_be_full = most < whole <= most + fewest - 1
    if could_all_be_full or not fewest - 1 <= left <= most:
        return _table(dict.fromkeys(counts, Told("withheld")), total, fewest)
    return _table({key: _band(value, fewest) for key, value in counts.items()}, total, fewest)


def named(counts: Mapping[str, int], *, of: int, fewest: int) -> Table:
    """Return the numbers of those that were named in some of `of` petitions, each petition at most one; `of` is published.

    Their sum is not. So every number is possible for each hidden one where enough petitions are left besides those shown.
    """
    shown = sum(value for value in counts.values() if value >= fewest)
    has_few = any(value < fewest for value in counts.values())
    total = Told("withheld")
    if has_few and of - shown < fewest - 1:
        return _table(dict.fromkeys(counts, Told("withheld")), total, fewest)
    return _table({key: number(value, fewest=fewest) for key, value in counts.items()}, total, fewest)


def _plain(counts: Mapping[str, int], fewest: int) -> Table | None:
    """Return a table of which all can be told, or nothing: not even its total is large enough."""
    whole = sum(counts.values())
    if whole < fewest:
        return _table(dict.fromkeys(counts, Told("few")), Told("few"), fewest)
    if any(value < fewest for value in counts.values()):
        return None
    cells = {key: Told("shown", value) for key, value in counts.items()}
    return _table(cells, Told("shown", whole), fewest)


def _band(value: int, fewest: int) -> Told:
    least = value // fewest * fewest
    return Told("few") if value < fewest else Told("range", least, least + fewest - 1)


def _table(cells: Mapping[str, Told], total: Told, fewest: int) -> Table:
    return Table(cells, total, fewest)

"""What past orders say, counted: how many of a category at a place were handled by which unit, and when. Plain Python."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Tally:
    """`n` orders of one category in one village, handled by one unit, between two days, both included.

    All are codes; "" where the order did not say its town or village.
    """

    category: str
    town: str
    village: str
    unit: str
    n: int
    first: date
    last: date


@dataclass(frozen=True)
class Finding:
    """What several tallies say together: one unit handled `n` of all `of` orders there."""

    unit: str
    n: int
    of: int
    first: date
    last: date

    @property
    def share(self) -> float:
        return self.n / self.of


def leading(tallies: Iterable[Tally]) -> Finding | None:
    """Return the unit that handled most, of several the one that did so last; None where there is nothing to count."""
    by_unit: dict[str, list[Tally]] = {}
    for tally in tallies:
        by_unit.setdefault(tally.unit, []).append(tally)
    if not by_unit:
        return None
    of = sum(tally.n for group in by_unit.values() for tally in group)
    findings = [
        Finding(
            unit,
            sum(tally.n for tally in group),
            of,
            min(tally.first for tally in group),
            max(tally.last for tally in group),
        )
        for unit, group in by_unit.items()
    ]
    return max(findings, key=lambda found: (found.n, found.last, found.unit))

"""Find units that went on under another code: the old falls silent, the new begins soon and takes over its work.

Plain Python over what is known up to a day; nothing later is looked at. Units with the same code are one unit already.
"""

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from linli.flow.routing.learning.names import likeness

OVERLAP = 3  # days that the last of the old and the first of the new may cross: two clerks, one change


@dataclass
class Trace:
    """What a unit did: on which days, and how many of which (category, place)."""

    name: str
    first: date
    last: date
    work: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def n(self) -> int:
        return self.work.total()

    def add(self, context: tuple[str, str], *, first: date, last: date, n: int = 1) -> None:
        self.first, self.last = min(self.first, first), max(self.last, last)
        self.work[context] += n


@dataclass(frozen=True)
class Rename:
    """`old` ended and `new` took over on `since`. Each ground of the `confidence` is between 0 and 1.

    `silence`: how unlikely it is that the old is only resting; `overlap`: the share of the new unit's work that was the
    old one's before; `alike`: likeness of the names.
    """

    old: str
    new: str
    since: date
    silence: float
    overlap: float
    alike: float

    @property
    def confidence(self) -> float:
        return self.silence * (1 - (1 - self.overlap) * (1 - self.alike))


def renames(
    traces: Mapping[str, Trace], *, on: date, orders: int, gap_days: int, confidence: float
) -> list[Rename]:
    """Return what looks like renames on day `on`, the surest first; a unit has one successor and one predecessor."""
    news = [code for code, trace in traces.items() if trace.n >= orders]
    found = [
        rename
        for new in news
        for old in news
        if old != new and (rename := _rename(old, new, traces, on=on, gap_days=gap_days))
    ]
    found.sort(key=lambda rename: (-rename.confidence, rename.old, rename.new))
    taken_old: set[str] = set()
    taken_new: set[str] = set()
    kept = []
    for rename in found:
        if rename.confidence >= confidence and rename.old not in taken_old and rename.new not in taken_new:
            taken_old.add(rename.old)
            taken_new.add(rename.new)
            kept.append(rename)
    return kept


def _rename(old: str, new: str, traces: Mapping[str, Trace], *, on: date, gap_days: int) -> Rename | None:
    before, after = traces[old], traces[new]
    gap = (after.first - before.last).days
    if not -OVERLAP <= gap <= gap_days or before.first >= after.first:
        return None
    return Rename(
        old,
        new,
        since=after.first,
        silence=_silence(before, on=on),
        overlap=_overlap(before, after),
        alike=likeness(before.name, after.name),
    )


def _silence(trace: Trace, *, on: date) -> float:
    """Return how unlikely so long a silence is for a unit that had work as often as this one (Poisson)."""
    a_day = trace.n / ((trace.last - trace.first).days + 1)
    return 1 - math.exp(-a_day * (on - trace.last).days)


def _overlap(before: Trace, after: Trace) -> float:
    return sum(n for context, n in after.work.items() if before.work[context]) / after.n

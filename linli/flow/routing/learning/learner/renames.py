"""Find units that went on under another code: the old falls silent, the new begins and takes over its work.

Each ground (silence, work, name) is a log of how much likelier it is if the two are one than if they are not; they are
added to a doubt and capped, so that none suffices alone. Plain Python over what is known up to a day; nothing later is
looked at. Units with the same code are one unit already.
"""

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from linli.flow.routing.learning.learner.names import likeness

Context = tuple[str, str]
DOUBT = -4.0  # most pairs are two units
LONGEST_SILENCE, BEST_WORK, WORST_WORK, SAME_NAME = 3.0, 6.0, -1.0, 6.0  # caps of the grounds
ALIKE = 0.5  # two names of the same trade are this alike by chance
NEW_WORK = 0.5  # of a renamed unit's work is where it was not seen before


@dataclass
class Trace:
    """What a unit did: how many orders on which day, and how many of which (category, place).

    `code` where the source lets one code go by several names, each of which has a trace.
    """

    name: str
    code: str = ""
    days: Counter[date] = field(default_factory=Counter)
    work: Counter[Context] = field(default_factory=Counter)

    @property
    def first(self) -> date:
        return min(self.days)

    @property
    def last(self) -> date:
        return max(self.days)

    @property
    def n(self) -> int:
        return self.days.total()


@dataclass(frozen=True)
class Rename:
    """`old` ended and `new` took over on `since`.

    `silence`, `work`: logs as said above. `alike`: likeness of the names, 0 to 1. `change`: the share of the new unit's
    orders that came after the old one's last. `shared`: the share of them in categories and places of the old.
    """

    old: str
    new: str
    since: date
    silence: float
    work: float
    alike: float
    change: float
    shared: float

    @property
    def confidence(self) -> float:
        """Return how sure it is, 0 to 1."""
        name = SAME_NAME * max(0.0, (self.alike - ALIKE) / (1 - ALIKE))
        work = min(BEST_WORK, max(WORST_WORK, self.work))
        grounds = DOUBT + min(LONGEST_SILENCE, self.silence) + work + name
        return self.change / (1 + math.exp(-grounds))


def renames(
    traces: Mapping[str, Trace], *, on: date, orders: int, gap_days: int, confidence: float
) -> list[Rename]:
    """Return what looks like renames on day `on`, the surest first; a unit has one successor and one predecessor."""
    lives = {code: (trace.first, trace.last) for code, trace in traces.items() if trace.n >= orders}
    pairs = [
        (old, new)
        for new, (born, seen) in lives.items()
        for old, (began, ended) in lives.items()
        if began < born and ended < seen and born - ended <= timedelta(days=gap_days)
    ]
    if not pairs:
        return []
    work: Counter[Context] = Counter()
    for trace in traces.values():
        work.update(trace.work)
    found = [_rename(old, new, traces, work, on=on) for old, new in pairs]
    found.sort(key=lambda rename: (-rename.confidence, rename.old, rename.new))
    return _one_each([rename for rename in found if rename.confidence >= confidence])


def _rename(old: str, new: str, traces: Mapping[str, Trace], work: Counter[Context], *, on: date) -> Rename:
    before, after = traces[old], traces[new]
    later = sum(n for day, n in after.days.items() if day > before.last)
    shared = sum(n for context, n in after.work.items() if before.work[context])
    return Rename(
        old,
        new,
        since=min(day for day in after.days if day > before.last),
        silence=_silence(before, on=on),
        work=_work(before, after, work),
        alike=_alike(before, after),
        change=later / after.n,
        shared=shared / after.n,
    )


def _alike(before: Trace, after: Trace) -> float:
    return 1.0 if before.code and before.code == after.code else likeness(before.name, after.name)


def _silence(trace: Trace, *, on: date) -> float:
    """Return how unlikely so long a silence is for a unit that had work on so many of its days."""
    busy = len(trace.days) / ((trace.last - trace.first).days + 2)
    return -(on - trace.last).days * math.log(1 - busy)


def _work(before: Trace, after: Trace, work: Counter[Context]) -> float:
    """Return how much better the old unit's work explains the new one's than everybody's work does.

    Each category and place counts once: ten orders about one hole in the road say no more than one.
    """
    everybody = work.total()
    return sum(
        math.log(NEW_WORK + (1 - NEW_WORK) * before.work[of] / before.n * everybody / work[of])
        for of in after.work
    )


def _one_each(found: list[Rename]) -> list[Rename]:
    olds: set[str] = set()
    news: set[str] = set()
    kept = []
    for rename in found:
        if rename.old not in olds and rename.new not in news:
            olds.add(rename.old)
            news.add(rename.new)
            kept.append(rename)
    return kept

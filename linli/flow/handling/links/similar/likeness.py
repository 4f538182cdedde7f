"""How alike two matters are: by what they say, where they are, what they are about and when they came.

Only matters are compared, never who brought them: long figures, such as telephones, and names where a text introduces
somebody by name are left out of the comparison.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cached_property
from typing import NamedTuple
from uuid import UUID

from linli.core.matters.search.words import RUN, pairs, tidy

LONG_FIGURES = re.compile(r"\d(?:[\s-]?\d){4,}")
HAN = r"[\u4e00-\u9fff]"
NAMES = re.compile(
    rf"(?:我叫|我是|本人|姓名|名叫|联系人|反映人|投诉人)[：:是叫\s]*{HAN}{{2,4}}|{HAN}(?:某+|先生|女士|小姐|师傅)"
)
COMPARED = 240  # characters of a text
FEWEST_PAIRS = 4.0  # a text of two words proves little, even if the other has both
LEAST_TEXT = 0.1
EARTH = 6_371_000.0
SHARES = {"text": 0.5, "place": 0.25, "category": 0.15, "time": 0.1}

Pairs = frozenset[str]


class Trait(NamedTuple):
    """What is compared of a matter, as it is read from the database."""

    id: UUID
    category_id: UUID | None
    town_id: UUID | None
    village_id: UUID | None
    cell_id: UUID | None
    longitude: float | None
    latitude: float | None
    received_at: datetime
    place: str
    title: str
    text: str


def runs_of(trait: Trait) -> list[str]:
    """Return the runs of characters that are compared; a title that only repeats the text counts once."""
    title = "" if trait.text.startswith(trait.title.removesuffix("…")) else trait.title
    words = tidy(f"{title}\n{trait.text[:COMPARED]}")
    return RUN.findall(NAMES.sub(" ", LONG_FIGURES.sub(" ", words)))


def pairs_of(trait: Trait) -> Pairs:
    return frozenset(pair for run in runs_of(trait) for pair in pairs(run))


class Words:
    """What many matters say, and how much a shared pair of characters is worth: the rarer among them, the more."""

    def __init__(self, said: Iterable[Pairs]) -> None:
        self.said = list(said)

    @cached_property
    def count(self) -> Mapping[str, int]:
        return Counter(pair for each in self.said for pair in each)

    @cached_property
    def most(self) -> float:
        """Return what a pair is worth that nobody says."""
        return math.log(len(self.said) + 2)

    @cached_property
    def worth(self) -> Mapping[str, float]:
        """Return what each known pair is worth."""
        return {pair: self.most - math.log(n + 1) for pair, n in self.count.items()}

    def sum(self, some: Iterable[str]) -> float:
        worth, most = self.worth, self.most
        return sum([worth.get(pair, most) for pair in some])

    def overlap(self, one: Pairs, other: Pairs) -> float:
        """Return from 0 to 1 how much of the shorter text stands in the longer one."""
        shared = one & other
        if not shared:
            return 0.0
        least = FEWEST_PAIRS * self.most / 2
        return min(1.0, self.sum(shared) / max(min(self.sum(one), self.sum(other)), least))

    def rarest(self, trait: Trait, most: int) -> list[str]:
        """Return the pairs of the matter that fewest contain; of equally rare ones those that it says first.

        What only names the place is left out: whatever lies there contains it.
        """
        where = set(tidy(trait.place))
        own = dict.fromkeys(
            pair for run in runs_of(trait) for pair in pairs(run) if not where.issuperset(pair)
        )
        return sorted(own, key=lambda pair: self.count.get(pair, 0))[:most]


def metres(one: Trait, other: Trait) -> float | None:
    """Return how far apart the two are; None where either has no point."""
    if None in (one.longitude, one.latitude, other.longitude, other.latitude):
        return None
    mean = math.radians((float(one.latitude or 0) + float(other.latitude or 0)) / 2)
    east = math.radians(float(other.longitude or 0) - float(one.longitude or 0)) * math.cos(mean)
    north = math.radians(float(other.latitude or 0) - float(one.latitude or 0))
    return EARTH * math.hypot(east, north)


def nearness(one: Trait, other: Trait, *, near: int) -> float | None:
    """Return from 0 to 1 how near the two places are; None where nothing is known. `near` in metres."""
    apart = metres(one, other)
    if apart is not None:
        return max(0.0, 1 - apart / (2 * near))
    if _same_words(one.place, other.place) and one.village_id == other.village_id:
        return 1.0
    for column, value in (("cell_id", 0.7), ("village_id", 0.4), ("town_id", 0.2)):
        mine, theirs = getattr(one, column), getattr(other, column)
        if mine is not None and mine == theirs:
            return value
    known = (one.town_id or one.village_id) and (other.town_id or other.village_id)
    return 0.0 if known else None


def _same_words(one: str, other: str) -> bool:
    return bool(one.strip()) and tidy(one).split() == tidy(other).split()


def score(one: Trait, other: Trait, text: float, *, near: int, days: int) -> float:
    """Return from 0 to 1 how alike the two are; what is not known of either neither speaks for it nor against it.

    One place and one day alone mean nothing: 0 where neither the words nor the category are shared.
    """
    is_one_kind = one.category_id is not None and one.category_id == other.category_id
    if text < LEAST_TEXT and not is_one_kind:
        return 0.0
    apart = abs((one.received_at - other.received_at).total_seconds()) / 86_400
    parts: dict[str, float | None] = {
        "text": text,
        "place": nearness(one, other, near=near),
        "category": float(is_one_kind) if one.category_id and other.category_id else None,
        "time": max(0.0, 1 - apart / days),
    }
    known = {name: value for name, value in parts.items() if value is not None}
    return math.fsum(SHARES[name] * value for name, value in known.items()) / math.fsum(
        SHARES[name] for name in known
    )


def shared_words(one: Trait, other: Trait, words: Words, *, most: int = 2) -> list[str]:
    """Return the longest strings that both contain, those worth most first; none is part of another."""
    theirs = "\n".join(runs_of(other))
    found: dict[str, float] = {}
    for run in runs_of(one):
        start = 0
        while start < len(run) - 1:
            end = start + 2
            if run[start:end] not in theirs:
                start += 1
                continue
            while end < len(run) and run[start : end + 1] in theirs:
                end += 1
            word = run[start:end]
            found[word] = words.sum(pairs(word))
            start = end - 1 if end - start > 2 else start + 1
    ordered = sorted(found, key=lambda word: -found[word])
    chosen: list[str] = []
    for word in ordered:
        if not any(word in longer or longer in word for longer in chosen):
            chosen.append(word)
    return chosen[:most]

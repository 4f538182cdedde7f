"""Draws what a matter is like, with the unevenness of life: few busy units and places, many quiet ones."""

from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate
from random import Random
from typing import Any, Generic, TypeVar
from uuid import UUID

from bench.loading.county import County, Spot

Kind = TypeVar("Kind")
HOURS = (7, 8, 8, 9, 9, 10, 10, 11, 14, 14, 15, 16, 17, 19, 20, 21)
DAYS = 365
SEALED = 0.1
SEVERITIES = ("small",) * 10 + ("large",) * 8 + ("urgent", "hard")


class Uneven(Generic[Kind]):
    """Draws the first of `values` most often: the n-th by 1 / n ** `steep` (Zipf's law)."""

    def __init__(self, values: Sequence[Kind], steep: float) -> None:
        self.values = values
        self.sums = list(accumulate(1 / place**steep for place in range(1, len(values) + 1)))

    def draw(self, dice: Random) -> Kind:
        return self.values[bisect(self.sums, dice.random() * self.sums[-1])]


@dataclass(frozen=True)
class Life:
    """What one matter is like. `states` are those it went through; the last is where it is."""

    id: UUID
    number: int
    received_at: datetime
    due_at: datetime
    is_open: bool
    is_sealed: bool
    states: tuple[str, ...]
    was_late: bool | None
    unit: UUID
    handler: tuple[UUID, str] | None
    passed_through: tuple[UUID, ...]
    category: UUID
    channel: tuple[UUID, str]
    kind: str
    severity: str
    spot: Spot
    place: str
    title: str
    text: str
    answer: str


class Lots:
    """Draws lives. The same seed gives the same lives."""

    def __init__(self, county: County, *, seed: int, now: datetime) -> None:
        self.county, self.dice = county, Random(seed)
        self.today = now.replace(hour=0, minute=0, second=0, microsecond=0)
        self.now = now
        self.departments = Uneven(county.departments, 1.1)
        self.categories = Uneven(county.categories, 1.2)
        self.channels = Uneven(county.channels, 0.8)
        self.villages = Uneven(county.villages, 0.7)
        self.stories = county.stories["story"]

    def life(self, index: int) -> Life:
        """Return the `index`-th matter ever: its day and number follow from the index, the rest is drawn."""
        dice, story = self.dice, self.dice.choice(self.stories)
        received = self.today - timedelta(
            days=index % DAYS + 1, hours=-dice.choice(HOURS), seconds=-dice.randrange(3600)
        )
        age = (self.now - received).days
        is_open = dice.random() < (0.9 if age < 20 else 0.35 if age < 60 else 0.02)
        states = self._states(is_open)
        spot = dice.choice(self.villages.draw(dice))
        unit = self._unit(spot) if len(states) > 1 else self.county.centre
        words = {
            "place": f"{spot.words}{dice.choice(self.county.stories['spots'])}",
            "when": dice.choice(self.county.stories["whens"]),
            "n": dice.randint(2, 9),
        }
        text = self._text(story, words)
        taken_up = len(states) > 2
        return Life(
            id=key_of(received, dice),
            number=index // DAYS,
            received_at=received,
            due_at=self._due(received, is_open),
            is_open=is_open,
            is_sealed=dice.random() < SEALED,
            states=states,
            was_late=None if is_open else dice.random() < 0.07,
            unit=unit,
            handler=dice.choice(self.county.staff[unit]) if taken_up and self.county.staff[unit] else None,
            passed_through=self._passed_through(unit),
            category=self.categories.draw(dice),
            channel=self.channels.draw(dice),
            kind=story["kind"],
            severity=dice.choice(SEVERITIES),
            spot=spot,
            place=words["place"],
            title=text[:39],
            text=text,
            answer=story["did"].format(**words),
        )

    def _states(self, is_open: bool) -> tuple[str, ...]:
        whole = ("registered", "routed", "handling", "answered", "closed")
        if not is_open:
            return whole
        lot = self.dice.random()
        return whole[: 1 if lot < 0.05 else 2 if lot < 0.25 else 3 if lot < 0.9 else 4]

    def _unit(self, spot: Spot) -> UUID:
        lot = self.dice.random()
        if lot < 0.05:
            return self.county.centre
        if lot < 0.6:
            return self.departments.draw(self.dice)
        return self.county.town_units[spot.town] if lot < 0.8 else self.county.village_units[spot.village]

    def _passed_through(self, unit: UUID) -> tuple[UUID, ...]:
        also = (self.dice.choice(self.county.departments),) if self.dice.random() < 0.1 else ()
        return tuple(dict.fromkeys((self.county.centre, *also, unit)))

    def _due(self, received: datetime, is_open: bool) -> datetime:
        if not is_open:
            return received + timedelta(days=7)
        ahead = timedelta(days=self.dice.gauss(3, 3))
        return max(self.now + ahead, received + timedelta(days=1))

    def _text(self, story: dict[str, Any], words: dict[str, Any]) -> str:
        """One sentence or, now and then, several: people write briefly, some write long letters."""
        said = [self.dice.choice(story["asks"])]
        while self.dice.random() < 0.4 and len(said) < 12:
            said.append(self.dice.choice(self.dice.choice(self.stories)["asks"]))
        return "".join(said).format(**words)


def key_of(moment: datetime, dice: Random) -> UUID:
    """Return a UUIDv7 as if it had been made at that moment."""
    bits = dice.getrandbits(74)
    top = int(moment.timestamp() * 1000) << 80
    return UUID(int=top | 0x7 << 76 | (bits >> 62) << 64 | 0b10 << 62 | bits & ((1 << 62) - 1))

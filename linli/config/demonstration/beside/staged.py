"""Matters of the invented year to which something particular happens: taken up by a known person, then as is told."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from random import Random
from typing import Any
from uuid import UUID

from linli.config.demonstration.life import Life
from linli.config.demonstration.year import Act, Year
from linli.core.matters.models import Category
from linli.flow.handling import actions as handling
from linli.ground.people.actor import Actor, Refused
from linli.ground.places.models import Cell

FIRST_NUMBER = 1_000_000  # after all ordinary lives

Scene = Callable[["Staged", Actor, datetime], None]


@dataclass
class Staged(Life):
    """A life that plays `scene` some hours after whoever works in the unit has taken the matter up."""

    scene: Scene | None = None

    def take_up(self, now: datetime) -> None:
        worker = self.worker()
        handling.claim(self._id(), actor=worker, now=now)
        self.soon(now, 0.1, 0.3, self.contact)
        self.soon(now, 0.5, 1.5, lambda moment: self.play(worker, moment))

    def play(self, worker: Actor, now: datetime) -> None:
        if self.scene is not None:
            self.scene(self, worker, now)

    @property
    def id(self) -> UUID:
        return self._id()

    @property
    def unit(self) -> UUID:
        return self._unit()

    @property
    def said(self) -> dict[str, Any]:
        """Return the texts of what happens beside."""
        beside: dict[str, Any] = self.year.told["beside"]
        return beside

    def worker(self) -> Actor:
        """Return who handles matters in its unit: whoever does not lead it, where there is somebody."""
        crew, unit = self.year.crew, self._unit()
        head = crew.posts.get((unit, "head"))
        staff = crew.by_unit.get(unit, [])
        found = next((each for each in staff if head is None or each.staff_id != head.staff_id), None)
        if found is None:
            raise Refused
        return found

    def head(self) -> Actor:
        return self.year.crew.post(self._unit(), "head")

    def rest(self) -> None:
        """Leave it as it is, for visitors to go on with."""
        self.year.resting.add(self._id())

    def answer_after(self, now: datetime, hours: float) -> None:
        """Let the life go on: answered about so many hours from now, then closed and rated."""
        self.later(now, hours, hours + 6, self.reply)

    def after(self, now: datetime, hours: float, act: Act) -> None:
        """Plan `act` so many hours from now, by day, whether the matter rests or not."""
        self.year.later(now, hours, hours + 0.5, act, dice=Random(self.number))  # noqa: S311 - invented


@dataclass
class Stage:
    """Where staged matters come from: the stories by category, and cells by village, in the order of their codes."""

    year: Year
    categories: dict[str, Category]
    villages: dict[UUID, list[Cell]]
    numbers: "count[int]"

    @classmethod
    def of(cls, year: Year) -> "Stage":
        categories = {category.code: category for category in Category.objects.all()}
        villages: dict[UUID, list[Cell]] = {}
        for cell in Cell.objects.select_related("village").order_by("code"):
            villages.setdefault(cell.village_id, []).append(cell)
        return cls(year, categories, villages, count(FIRST_NUMBER))

    def life(self, code: str, *, village: int = 0) -> dict[str, Any]:
        """Return what a staged matter of this category in that village is made of."""
        number = next(self.numbers)
        story = next(each for each in self.year.told["story"] if each["category"] == code)
        cells = list(self.villages.values())[village % len(self.villages)]
        return {
            "year": self.year,
            "story": story,
            "category": self.categories[code],
            "cell": cells[number % len(cells)],
            "number": number,
        }

    def play(self, code: str, hours_ago: float, scene: Scene, *, village: int = 0) -> None:
        """Plan a matter of this category, told so many hours before the end of the year in that village."""
        life = Staged(**self.life(code, village=village), scene=scene)
        self.year.at(self.year.end - timedelta(hours=hours_ago), life.begin)

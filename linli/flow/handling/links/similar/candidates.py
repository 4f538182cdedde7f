"""Which matters are worth comparing: a bounded number from each source, read along indexes that are there anyway."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from uuid import UUID

import numpy as np
from django.db.models import F, QuerySet
from django.db.models.functions import Left

from linli.core.matters.models import Matter
from linli.core.matters.querysets import SEE
from linli.core.matters.search import store
from linli.core.matters.search.indexing import area_mark, marks_of
from linli.flow.handling.links.similar.likeness import COMPARED, Trait, Words, pairs_of
from linli.ground.people.actor import SYSTEM, Actor
from linli.ground.places.models import Cell
from linli.ground.places.queries import locate_many

WINDOW = 150  # matters before, and after, in one place
BORDER = 60  # in a village across the border
USUAL = 100  # earlier ones that tell what is usually said there
FEW = 30  # earlier ones that tell too little
FRESH = 2  # days before and after that may belong to the same event
SHARING = 100  # by shared words
RARE = 6  # pairs that are looked up
COLUMNS = tuple(Trait._fields[:-1])
DEGREE = 111_320.0  # metres


@dataclass(frozen=True)
class Around:
    """What is looked through: what the actor may see around one matter, so many days before and after it."""

    matter: Trait
    unit_id: UUID
    actor: Actor
    days: int
    near: int
    on: date

    def rows(self) -> dict[UUID, Trait]:
        """Return the candidates by id, without the matter itself."""
        found = {row.id: row for rows in self._windows() for row in traits(rows.order_by())}
        for rows in self._sharing():
            found.update({row.id: row for row in traits(rows.order_by())})
        found.pop(self.matter.id, None)
        return found

    @cached_property
    def usual(self) -> Words:
        """What is said there on other days, so that the words of a big event do not count as common ones."""
        at, fresh = self.matter.received_at, timedelta(days=FRESH)
        there = Matter.objects.visible_to(SYSTEM).filter(**dict([self._place]))
        earlier = there.filter(received_at__lt=at - fresh).order_by("-received_at", "-id")
        said = [pairs_of(row) for row in traits(earlier[:USUAL])]
        if len(said) < FEW:
            later = there.filter(received_at__gt=at + fresh).order_by("received_at", "id")
            said += [pairs_of(row) for row in traits(later[:USUAL])]
        return Words(said)

    @property
    def _place(self) -> tuple[str, UUID]:
        """Return the column that tells the place, and its value: the village, else the town, else the unit."""
        for column in ("village_id", "town_id"):
            if value := getattr(self.matter, column):
                return column, value
        return "unit_id", self.unit_id

    def _windows(self) -> Iterator[QuerySet[Matter]]:
        """Yield what came shortly before and after, in the same place and in the villages within reach."""
        yield from self._window(*self._place, WINDOW)
        for village in self._villages_near():
            yield from self._window("village_id", village, BORDER)

    def _window(self, column: str, value: UUID, most: int) -> Iterator[QuerySet[Matter]]:
        """Bounded before anybody's rights are looked at, so that it costs the same for everyone."""
        at, span = self.matter.received_at, timedelta(days=self.days)
        there = Matter.objects.visible_to(SYSTEM).filter(**{column: value})
        earlier = there.filter(received_at__gte=at - span, received_at__lte=at).order_by(
            "-received_at", "-id"
        )
        later = there.filter(received_at__gt=at, received_at__lte=at + span).order_by("received_at", "id")
        for rows in (earlier, later):
            yield Matter.objects.visible_to(self.actor).filter(id__in=rows.values("id")[:most])

    def _villages_near(self) -> Sequence[UUID]:
        """Return the other villages that lie within reach of the matter's point."""
        longitude, latitude = self.matter.longitude, self.matter.latitude
        if longitude is None or latitude is None:
            return []
        north = self.near / DEGREE
        east = north / math.cos(math.radians(latitude))
        ways = [(x, y) for x in (-1, 0, 1) for y in (-1, 0, 1) if x or y]
        lons = np.array([longitude + x * east for x, _y in ways])
        lats = np.array([latitude + y * north for _x, y in ways])
        codes = {code for code in locate_many(lons, lats, on=self.on) if code}
        villages = set(Cell.objects.filter(code__in=codes).values_list("village", flat=True))
        return sorted(villages - {self.matter.village_id})

    def _sharing(self) -> Iterator[QuerySet[Matter]]:
        """Yield the newest that share two rare words with it in the same place, of any time: what happens again, too."""
        rare = self.usual.rarest(self.matter, RARE)
        if len(rare) < 2:
            return
        areas = [area_mark(area) for area in (self.matter.village_id, self.matter.town_id) if area]
        seen = marks_of(self.actor, SEE) or []
        narrow = (
            [] if set(areas) & set(seen) else [seen]
        )  # what lies in their own area is theirs to see anyway
        marks = [each for each in (areas[:1], *narrow) if each]
        ids = store.sharing([rare[::2], rare[1::2]], marks, most=SHARING)
        yield Matter.objects.visible_to(self.actor).filter(id__in=ids)


def trait_of(matter: Matter) -> Trait:
    return Trait._make([*(getattr(matter, column) for column in COLUMNS), matter.text[:COMPARED]])


def traits(rows: QuerySet[Matter]) -> Iterator[Trait]:
    """Yield what is compared of each."""
    said = rows.annotate(said=Left(F("text"), COMPARED))
    for row in said.values_list(*COLUMNS, "said"):
        yield Trait._make(row)

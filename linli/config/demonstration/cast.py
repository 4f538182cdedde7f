"""Who acts in the demonstration's year: for each unit, those who may handle matters."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from random import Random
from uuid import UUID

from linli.config.demonstration.names import person
from linli.ground.people.actor import Actor
from linli.ground.people.models import Posting, Unit
from linli.ground.people.queries import actor_of, duty_post
from linli.ground.places.models import Cell

HANDLE = frozenset({"handling.claim", "handling.work", "outcomes.reply", "outcomes.close"})
MOST = 4


@dataclass(frozen=True)
class Crew:
    """The staff of each unit who may do all of handling, the duty post, and each town's unit."""

    by_unit: dict[UUID, list[Actor]]
    duty: Actor
    towns: dict[UUID, UUID]

    @classmethod
    def found(cls, *, on: date) -> "Crew":
        by_unit: dict[UUID, list[Actor]] = defaultdict(list)
        postings = Posting.objects.select_related("post__role", "staff").order_by("staff__username")
        for posting in postings:
            unit = posting.post.unit_id
            if set(posting.post.role.permissions) >= HANDLE and len(by_unit[unit]) < MOST:
                by_unit[unit].append(actor_of(posting.staff, on=on))
        on_duty = postings.filter(post=duty_post(on=on))[0]
        towns = dict(Unit.objects.filter(kind="town").values_list("area_id", "id"))
        return cls(dict(by_unit), actor_of(on_duty.staff, on=on), towns)

    def worker_in(self, unit: UUID, dice: Random) -> Actor | None:
        return dice.choice(self.by_unit[unit]) if self.by_unit.get(unit) else None

    def town_of(self, cell: Cell) -> UUID:
        town = cell.village.parent_id
        assert town is not None  # noqa: S101 - villages of the demonstration lie in towns
        return self.towns[town]

    def somebody(self, dice: Random) -> str:
        return person(dice)

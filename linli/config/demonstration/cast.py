"""Who acts in the demonstration's year: for each unit, those who may handle matters."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from random import Random
from uuid import UUID

from linli.config.demonstration.names import person
from linli.ground.people.actor import Actor
from linli.ground.people.models import Posting, Unit, UnitKind
from linli.ground.people.queries import actor_of, duty_post
from linli.ground.places.models import Cell

HANDLE = frozenset({"handling.claim", "handling.work", "outcomes.reply", "outcomes.close"})
MOST = 4


@dataclass(frozen=True)
class Crew:
    """Who acts for which unit.

    `by_unit`: the staff who may do all of handling. `posts`: by unit and role, the first who holds it. `towns`: each
    town's unit. `kinds`: what kind each unit is. `centre`: the unit of the duty post.
    """

    by_unit: dict[UUID, list[Actor]]
    duty: Actor
    towns: dict[UUID, UUID]
    posts: dict[tuple[UUID, str], Actor]
    kinds: dict[UUID, str]
    centre: UUID

    @classmethod
    def found(cls, *, on: date) -> "Crew":
        by_unit: dict[UUID, list[Actor]] = defaultdict(list)
        posts: dict[tuple[UUID, str], Actor] = {}
        postings = Posting.objects.select_related("post__role", "staff").order_by("staff__username")
        for posting in postings:
            unit, role = posting.post.unit_id, posting.post.role
            handles = set(role.permissions) >= HANDLE and len(by_unit[unit]) < MOST
            if not handles and (unit, role.code) in posts:
                continue
            actor = actor_of(posting.staff, on=on)
            posts.setdefault((unit, role.code), actor)
            if handles:
                by_unit[unit].append(actor)
        on_duty = duty_post(on=on)
        duty = posts[on_duty.unit_id, on_duty.role.code]
        towns = dict(Unit.objects.filter(kind=UnitKind.TOWN).values_list("area_id", "id"))
        kinds = dict(
            Unit.objects.order_by("id").values_list("id", "kind")
        )  # in the order in which they were made
        return cls(dict(by_unit), duty, towns, posts, kinds, on_duty.unit_id)

    def worker_in(self, unit: UUID, dice: Random) -> Actor | None:
        return dice.choice(self.by_unit[unit]) if self.by_unit.get(unit) else None

    def post(self, unit: UUID, role: str) -> Actor:
        """Return who holds this post of the unit. Raises KeyError where it has none."""
        return self.posts[unit, role]

    @property
    def departments(self) -> list[UUID]:
        """Return the departments' units, the one whose posts lend the demonstration accounts first."""
        return [unit for unit, kind in self.kinds.items() if kind == UnitKind.DEPARTMENT]

    def town_of(self, cell: Cell) -> UUID:
        town = cell.village.parent_id
        assert town is not None  # noqa: S101 - villages of the demonstration lie in towns
        return self.towns[town]

    def somebody(self, dice: Random) -> str:
        return person(dice)

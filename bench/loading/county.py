"""The ground on which the invented matters stand: the demonstration county without its year of matters."""

import tomllib
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from linli.config.demonstration.geography import lay_out
from linli.config.demonstration.geography import load as load_land
from linli.config.demonstration.people import make_people
from linli.config.demonstration.tables import load_tables
from linli.core.matters.models import Category, Channel
from linli.core.procedures import shelf
from linli.core.registers import shipped
from linli.ground.calendars import actions as calendars
from linli.ground.look.catalogues import compile_all
from linli.ground.people.actor import SYSTEM
from linli.ground.people.models import Posting, Unit
from linli.ground.people.queries import duty_unit
from linli.ground.places.models import Area, Cell

SEED = 20261122


def make_county(*, now: datetime) -> None:
    """Make tables, static files and county where there are none yet."""
    compile_all()
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    if Area.objects.exists():
        return
    folder = Path(settings.LOCALITY)
    calendars.seed(now=now)
    load_land(lay_out(), actor=SYSTEM, now=now)
    make_people(seed=SEED, since=timezone.localdate(now) - timedelta(days=800))
    shipped.load_all(folder, actor=SYSTEM, now=now)
    load_tables(folder)
    shelf.publish(now=now)


@dataclass(frozen=True)
class Spot:
    """A cell with the areas above it and what one of its matters says of the place."""

    cell: UUID
    village: UUID
    town: UUID
    words: str


@dataclass(frozen=True)
class County:
    """What a matter of the county may be made of; the lists begin with what is most frequent."""

    centre: UUID
    departments: list[UUID]
    town_units: dict[UUID, UUID]
    village_units: dict[UUID, UUID]
    names: dict[UUID, str]
    staff: dict[UUID, list[tuple[UUID, str]]]
    categories: list[UUID]
    channels: list[tuple[UUID, str]]
    villages: list[list[Spot]]
    stories: dict[str, Any]

    @classmethod
    def read(cls) -> "County":
        units = list(Unit.objects.order_by("code"))
        staff: dict[UUID, list[tuple[UUID, str]]] = {unit.id: [] for unit in units}
        for posting in Posting.objects.select_related("post", "staff").order_by("staff__username"):
            staff[posting.post.unit_id].append((posting.staff_id, posting.staff.name))
        stories = (Path(settings.LOCALITY) / "stories.toml").read_text(encoding="utf-8")
        first = Posting.objects.filter(staff__username="bumen-jingban").select_related("post").get()
        departments = [unit.id for unit in units if unit.kind == "department"]
        departments.sort(key=lambda unit: unit != first.post.unit_id)
        return cls(
            centre=duty_unit(on=timezone.localdate()).id,
            departments=departments,
            town_units={unit.area_id: unit.id for unit in units if unit.kind == "town"},
            village_units={unit.area_id: unit.id for unit in units if unit.kind == "village"},
            names={unit.id: unit.name for unit in units},
            staff=staff,
            categories=list(
                Category.objects.filter(children=None).order_by("path").values_list("id", flat=True)
            ),
            channels=list(Channel.objects.order_by("code").values_list("id", "code")),
            villages=_villages(),
            stories=tomllib.loads(stories),
        )


def _villages() -> list[list[Spot]]:
    by_village: dict[UUID, list[Spot]] = {}
    for cell in Cell.objects.select_related("village").order_by("code"):
        town = cell.village.parent_id
        assert town is not None
        spot = Spot(cell.id, cell.village_id, town, cell.village.name)
        by_village.setdefault(cell.village_id, []).append(spot)
    return list(by_village.values())

"""A small county: two villages side by side, three cells in each, borders shared. East is 111, each cell 0.01 degrees wide."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

import pytest
import shapely

from linli.ground.places.actions import AreaDraft, CellDraft, place_areas, place_cells
from linli.ground.places.models import Level

NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)
COUNTY, TOWN = "990101000000", "990101100000"
WEST, EAST = "990101100200", "990101100201"


@dataclass(frozen=True)
class Person:
    """Someone with these permissions, and no more."""

    permissions: tuple[str, ...] = ()

    def may(self, permission):
        return permission in self.permissions


EDITOR, READER = Person(("places.edit",)), Person()

AREAS = [
    AreaDraft(Level.COUNTY, COUNTY, "霁溪县", line=2),
    AreaDraft(Level.TOWN, TOWN, "柘岩镇", COUNTY, line=3),
    AreaDraft(Level.VILLAGE, WEST, "菱园村", TOWN, aliases=("老湾大队",), line=4),
    AreaDraft(Level.VILLAGE, EAST, "藕坝村", TOWN, line=5),
]


def box(column, row=0, wide=1.0):
    return shapely.box(111 + column / 100, 33 + row / 100, 111 + (column + wide) / 100, 33 + (row + 1) / 100)


def cell(village, number, column, **more):
    name = {WEST: "菱园村", EAST: "藕坝村"}.get(village, "别处") + f"第{number}网格"
    draft = CellDraft(f"{village}{number:03}", name, box(column), number=column + 1, line=column + 10)
    return replace(draft, **more)


CELLS = [cell(WEST, n, n - 1) for n in (1, 2, 3)] + [cell(EAST, n, n + 2) for n in (1, 2, 3)]


@pytest.fixture
def areas(db):
    place_areas(AREAS, actor=EDITOR, now=NOW)


@pytest.fixture
def county(areas):
    return place_cells(CELLS, actor=EDITOR, now=NOW)

"""The land of the demonstration county: 1 county, 5 towns, 28 villages, 641 cells that tile it, landmarks, house numbers.

It is invented: the names are no real division's, the code lies in a range that is given to nobody (99…), and the hills
on which it is drawn are only there so that coordinates and datums can be tried. The same seed gives the same land.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from math import cos, radians

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from linli.config.demonstration import place_names as names
from linli.config.demonstration.tiling import (
    Tiling,
    grow,
    neighbours,
    reading_order,
    scattered,
    tile,
)
from linli.ground.places.actions import (
    AreaDraft,
    CellDraft,
    HousesDraft,
    LandmarkDraft,
    place_areas,
    place_cells,
    place_houses,
    place_landmarks,
)
from linli.ground.places.models import Level
from linli.lib.permission import May

SEED = 2026
COUNTY_CODE = "990101"
TOWN_ENDS = ("001", "100", "101", "102", "200")  # GB/T 10114: street 001-099, town 100-199, township 200-399
CELLS, VILLAGES = 641, 28
SHARES = (1.15, 1.0, 1.0, 1.0, 0.85)  # of the towns in the villages
CENTRE = (110.35, 32.86)
RADIUS = 0.17  # degrees of latitude
LANDMARKS = 4  # for each village


@dataclass
class Geography:
    """The land as drafts of the places' own actions, WGS-84; `areas` from the county down."""

    areas: list[AreaDraft] = field(default_factory=list)
    cells: list[CellDraft] = field(default_factory=list)
    landmarks: list[LandmarkDraft] = field(default_factory=list)
    houses: list[HousesDraft] = field(default_factory=list)


def lay_out(seed: int = SEED) -> Geography:
    """Draw the county; takes about a second."""
    rng = random.Random(seed)  # noqa: S311 - invented land, no secret
    tiling = tile(CELLS, rng)
    village_of = _villages(tiling, rng)
    towns = _towns(tiling, village_of)
    land = Geography(areas=[AreaDraft(Level.COUNTY, COUNTY_CODE + "000000", names.COUNTY)])
    communities, villages = iter(names.COMMUNITIES), iter(names.VILLAGES)
    dedicated = iter(names.DEDICATED)
    for town, members in enumerate(towns):
        code = COUNTY_CODE + TOWN_ENDS[town]
        land.areas.append(AreaDraft(Level.TOWN, code + "000", names.TOWNS[town], COUNTY_CODE + "000000"))
        for place, village in enumerate(members):
            urban = town == 0 or place == 0
            stem = next(communities if urban else villages)
            end = 1 + place if urban else 199 + place
            area = AreaDraft(
                Level.VILLAGE, f"{code}{end:03}", stem + ("社区" if urban else "村"), code + "000"
            )
            land.areas.append(area)
            own = [cell for cell in range(CELLS) if village_of[cell] == village]
            special = next(dedicated, "") if town == 0 and place in (1, 3, 4) else ""
            _fill(land, area, stem, reading_order(own, tiling.middles), tiling, special, rng)
    return land


def load(land: Geography, *, actor: May, now: datetime) -> None:
    """Put the county into the register through its own actions. Raises Refused; ValueError if anything was not taken."""
    areas = place_areas(land.areas, actor=actor, now=now)
    cells = place_cells(land.cells, actor=actor, now=now)
    problems = [*areas.problems, *cells.problems]
    problems += place_landmarks(land.landmarks, actor=actor, now=now)
    problems += place_houses(land.houses, actor=actor, now=now)
    if problems or cells.gaps:
        raise ValueError(f"The demonstration county does not fit: {[*problems, *cells.gaps][:3]}")


def _villages(tiling: Tiling, rng: random.Random) -> list[int]:
    starts = scattered(VILLAGES, tiling.middles)
    targets = [rng.uniform(0.75, 1.3) for _ in starts]
    return grow(targets, starts, tiling.middles, tiling.beside)


def _towns(tiling: Tiling, village_of: Sequence[int]) -> list[list[int]]:
    """Return the villages of each town, the county seat first, the others from west to east."""
    middles = []
    for village in range(VILLAGES):
        own = [tiling.middles[cell] for cell, of in enumerate(village_of) if of == village]
        middles.append((float(np.mean([x for x, _ in own])), float(np.mean([y for _, y in own]))))
    starts = scattered(len(SHARES), middles)
    town_of = grow(SHARES, starts, middles, neighbours(village_of, tiling.beside))
    order = [0, *sorted(range(1, len(SHARES)), key=lambda town: middles[starts[town]][0])]
    return [
        reading_order([village for village, of in enumerate(town_of) if of == town], middles)
        for town in order
    ]


def _fill(
    land: Geography,
    area: AreaDraft,
    stem: str,
    cells: Sequence[int],
    tiling: Tiling,
    special: str,
    rng: random.Random,
) -> None:
    """Add the cells of one village with their house numbers, and its landmarks."""
    urban, first = area.name.endswith("社区"), 1
    spots: dict[str, BaseGeometry] = {}
    for number, cell in enumerate(cells, start=1):
        code, shape = f"{area.code}{number:03}", on_earth(tiling.shapes[cell])
        dedicated = bool(special) and number == len(cells)
        name = f"{stem}{special}专属网格" if dedicated else f"{area.name}第{names.counted(number)}网格"
        land.cells.append(CellDraft(code, name, shape, dedicated, number=len(land.cells) + 1))
        homes = rng.randint(80, 220)
        if urban:
            land.houses.append(HousesDraft(code, 1, homes, lane=f"{names.counted(number)}巷"))
        else:
            land.houses.append(HousesDraft(code, first, first + homes - 1))
            first += homes
        spots[code] = shape
    _mark(land, stem, spots, names.TOWN_MARKS if urban else names.VILLAGE_MARKS, rng)


def _mark(
    land: Geography, stem: str, spots: Mapping[str, BaseGeometry], kinds: Sequence[str], rng: random.Random
) -> None:
    for kind, code in zip(rng.sample(kinds, LANDMARKS), rng.sample(sorted(spots), LANDMARKS), strict=True):
        spot = spots[code].representative_point()
        land.landmarks.append(LandmarkDraft(stem + kind, round(spot.x, 6), round(spot.y, 6), code))


def on_earth(shape: BaseGeometry) -> BaseGeometry:
    """Return a shape of the tiling in WGS-84 degrees, to a centimetre."""

    def convert(corners: NDArray[np.float64]) -> NDArray[np.float64]:
        east = CENTRE[0] + corners[:, 0] * RADIUS / cos(radians(CENTRE[1]))
        north = CENTRE[1] + corners[:, 1] * RADIUS
        return np.array([east, north], dtype=np.float64).T.round(7)

    return shapely.transform(shape, convert)

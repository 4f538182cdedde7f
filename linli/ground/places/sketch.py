"""Outlines for our own vector map: what lies directly below an area, with few corners and common borders kept."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from uuid import UUID

from shapely.geometry.base import BaseGeometry

from linli.ground.places.models import Area, Cell, Level
from linli.ground.places.queries.areas import cells_of
from linli.ground.places.queries.locating import Places, places
from linli.lib.polygons import dissolved, simplified

FINENESS = 1 / 1000  # of the sheet: about the width of a line


@dataclass(frozen=True)
class Shape:
    """A village, town or cell as it is drawn: `rings` of (longitude, latitude), `box` west, south, east, north."""

    id: UUID
    code: str
    name: str
    rings: tuple[tuple[tuple[float, float], ...], ...]
    box: tuple[float, float, float, float]


def outline(area: Area, *, on: date, of: int | None = None) -> tuple[Shape, ...]:
    """Return the shapes inside `area`, by code: those one level below it, or of the level `of` (Level, or 6 for cells).

    Kept in memory until the register changes. A part without any polygon is left out.
    """
    found = places()
    level = area.level + 1 if of is None else of
    if found.stamp is None:
        return _draw(found, area, level, on)
    return _kept(found.stamp, area.pk, level, on)


@lru_cache(maxsize=256)
def _kept(stamp: UUID, area: UUID, level: int, on: date) -> tuple[Shape, ...]:
    return _draw(places(), Area.objects.get(pk=area), level, on)


def _draw(found: Places, area: Area, level: int, on: date) -> tuple[Shape, ...]:
    cells = list(cells_of(area, on).select_related("village__parent__parent"))
    shapes = dict(zip(found.lookup.codes, found.lookup.shapes, strict=True))
    groups: dict[Area | Cell, list[BaseGeometry]] = {}
    for cell in cells:
        if cell.code in shapes:
            groups.setdefault(_owner(cell, level), []).append(shapes[cell.code])
    if not groups:
        return ()
    whole = [dissolved(parts) for parts in groups.values()]
    west = min(shape.bounds[0] for shape in whole)
    east = max(shape.bounds[2] for shape in whole)
    drawn = simplified(whole, (east - west) * FINENESS)
    return tuple(sorted(map(_shape, groups, drawn), key=lambda shape: shape.code))


def _owner(cell: Cell, level: int) -> Area | Cell:
    if level > Level.VILLAGE:
        return cell
    area = cell.village
    while area.level > level and area.parent is not None:
        area = area.parent
    return area


def _shape(owner: Area | Cell, drawn: BaseGeometry) -> Shape:
    polygons = getattr(drawn, "geoms", [drawn])
    rings = tuple(
        tuple((round(x, 6), round(y, 6)) for x, y in ring.coords)
        for polygon in polygons
        for ring in (polygon.exterior, *polygon.interiors)
    )
    return Shape(owner.pk, owner.code, owner.name, rings, drawn.bounds)

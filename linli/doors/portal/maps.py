"""The map sketch as residents use it: county → villages (or towns, where there are many) → cells."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from linli.doors.portal import queries
from linli.ground.look import parts
from linli.ground.places.models import Area, Level
from linli.ground.places.sketch import Shape, outline

MANY_VILLAGES = 60
LETTER = 22  # as wide as a letter is drawn on a telephone


def of_county(link: Callable[[str], str], *, on: date) -> parts.Sketch | None:
    """Return the county's villages, or its towns where the villages are too many for one sheet; None without polygons."""
    area = queries.county(on=on)
    shapes = outline(area, on=on, of=Level.VILLAGE)
    if len(shapes) > MANY_VILLAGES:
        shapes = outline(area, on=on)
    return _sketch(area.name, shapes, link)


def of_area(area: Area, link: Callable[[str], str] | None, *, on: date) -> parts.Sketch | None:
    """Return what lies directly below a town or village. Without `link` it is for pointing at."""
    return _sketch(area.name, outline(area, on=on), link)


def _sketch(title: str, shapes: tuple[Shape, ...], link: Callable[[str], str] | None) -> parts.Sketch | None:
    if not shapes:
        return None
    outlines = [
        parts.Outline(
            shape.code, shape.name.removeprefix(title), shape.rings, url=link(shape.code) if link else ""
        )
        for shape in shapes
    ]
    return uncrowded(parts.sketch(title, outlines))


def uncrowded(sheet: parts.Sketch) -> parts.Sketch:
    """Leave out the names that would run into another, the smaller places first; the list beside says them all."""
    taken: list[tuple[float, float, float]] = []
    shapes = []
    for shape in sorted(sheet.shapes, key=lambda one: -one.wide):
        half = LETTER * len(shape.outline.name) / 2
        is_free = half * 2 < sheet.width and all(
            abs(shape.x - x) > half + other or abs(shape.y - y) > LETTER * 1.2 for x, y, other in taken
        )
        if is_free:
            taken.append((shape.x, shape.y, half))
        shapes.append(shape if is_free else replace(shape, wide=0))
    return replace(sheet, shapes=sorted(shapes, key=lambda one: one.outline.code))

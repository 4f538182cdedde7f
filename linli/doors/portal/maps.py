"""The map sketch as residents use it: county → villages (or towns, where there are many) → cells."""

from collections.abc import Callable
from datetime import date

from linli.doors.portal import queries
from linli.ground.look import parts
from linli.ground.places.models import Area, Level
from linli.ground.places.sketch import Shape, outline

MANY_VILLAGES = 60
CELLS = 6


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
        parts.Outline(shape.code, shape.name, shape.rings, url=link(shape.code) if link else "")
        for shape in shapes
    ]
    return parts.sketch(title, outlines)

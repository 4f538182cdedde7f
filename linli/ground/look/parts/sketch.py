"""The map sketch: outlines and points as our own SVG, north up, no base map and nothing fetched from outside."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import cos, radians
from typing import Any

from linli.ground.look.parts.clocks import Tone

Ring = Sequence[Sequence[float]]


@dataclass(frozen=True)
class Outline:
    """A place with a border, WGS-84 degrees: each ring a list of (longitude, latitude). `value` is said beside its name."""

    code: str
    name: str
    rings: Sequence[Ring]
    url: str = ""
    value: str = ""
    strong: bool = False


@dataclass(frozen=True)
class Dot:
    """A point on the map with the colour of its time; it also stands in the list beside the map."""

    longitude: float
    latitude: float
    name: str
    url: str = ""
    tone: Tone = "ink"
    words: str = ""


@dataclass(frozen=True)
class Drawn:
    outline: Outline
    path: str
    x: float
    y: float
    wide: float


@dataclass(frozen=True)
class Placed:
    dot: Dot
    x: float
    y: float


@dataclass(frozen=True)
class Sketch:
    """A drawn map. `west`, `north`, `per_x`, `per_y` let a script turn a tap into degrees: lon = west + x · per_x."""

    title: str
    shapes: list[Drawn]
    dots: list[Placed]
    width: float
    height: float
    west: float
    north: float
    per_x: float
    per_y: float
    field_names: tuple[str, str] = field(default=("longitude", "latitude"))

    def at(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Return where a place lies on the drawing."""
        return round((longitude - self.west) / self.per_x, 1), round((latitude - self.north) / self.per_y, 1)


def sketch(
    title: str,
    outlines: Iterable[Outline],
    dots: Iterable[Dot] = (),
    *,
    width: float = 720,
    margin: float = 12,
) -> Sketch:
    """Draw outlines and points on one sheet `width` units wide. Equirectangular, true to scale at the middle latitude."""
    places, points = list(outlines), list(dots)
    west, south, east, north = bounds(places, points)
    squeeze = cos(radians((south + north) / 2))
    per_x = max(east - west, 1e-6) / (width - 2 * margin)
    per_y = -per_x * squeeze
    height = max(80.0, (south - north) / per_y + 2 * margin)
    sheet = Sketch(
        title, [], [], width, round(height, 1), west - margin * per_x, north - margin * per_y, per_x, per_y
    )
    sheet.shapes.extend(_drawn(sheet, place) for place in places)
    sheet.dots.extend(Placed(dot, *sheet.at(dot.longitude, dot.latitude)) for dot in points)
    return sheet


def bounds(outlines: Sequence[Outline], dots: Sequence[Dot]) -> tuple[float, float, float, float]:
    """Return west, south, east, north of everything; a small square round nothing at all."""
    longitudes = [p[0] for o in outlines for ring in o.rings for p in ring] + [d.longitude for d in dots]
    latitudes = [p[1] for o in outlines for ring in o.rings for p in ring] + [d.latitude for d in dots]
    if not longitudes:
        return 0.0, 0.0, 0.01, 0.01
    return min(longitudes), min(latitudes), max(longitudes), max(latitudes)


def rings_of(geometry: Mapping[str, Any] | None) -> list[Ring]:
    """Return the rings of a GeoJSON Polygon or MultiPolygon; holes are rings too, drawn by the even-odd rule."""
    if not geometry:
        return []
    if geometry["type"] == "Polygon":
        return list(geometry["coordinates"])
    return [ring for polygon in geometry["coordinates"] for ring in polygon]


def _drawn(sheet: Sketch, outline: Outline) -> Drawn:
    rings = [[sheet.at(point[0], point[1]) for point in ring] for ring in outline.rings]
    path = "".join("M" + "L".join(f"{x:g} {y:g}" for x, y in ring) + "Z" for ring in rings if ring)
    xs = [x for ring in rings for x, _ in ring] or [0.0]
    ys = [y for ring in rings for _, y in ring] or [0.0]
    return Drawn(
        outline, path, round((min(xs) + max(xs)) / 2, 1), round((min(ys) + max(ys)) / 2, 1), max(xs) - min(xs)
    )

"""Polygons: which of many a point lies in, how large they are, where they overlap or leave a gap."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from linli.lib.geo import METRES_PER_DEGREE

NOWHERE = -1
CHUNK = 65_536
Indexes = NDArray[np.int64]
Valid = tuple[date | None, date | None]  # first and last day in force


def repaired(shape: BaseGeometry) -> BaseGeometry:
    """Return the area that `shape` means, without rings that touch or cross themselves."""
    return shape if shapely.is_valid(shape) else areal(shapely.make_valid(shape))


def areal(shape: BaseGeometry) -> BaseGeometry:
    """Return only what has an area of `shape`: a Polygon or MultiPolygon."""
    parts = [part for part in shapely.get_parts(shape, return_index=False) if part.geom_type in AREAL]
    flat = shapely.get_parts(parts).tolist() if parts else []
    return flat[0] if len(flat) == 1 else shapely.multipolygons(flat)


AREAL = ("Polygon", "MultiPolygon")


def square_metres(shape: BaseGeometry) -> float:
    """Return the area on the ground of a shape in degrees, to about 1 % for something the size of a county."""
    if shape.is_empty:
        return 0.0
    _, south, _, north = shape.bounds
    squeeze = np.cos(np.radians((south + north) / 2))
    return float(shapely.area(shape) * squeeze * METRES_PER_DEGREE**2)


class Lookup:
    """Finds the polygon that a point lies in, among many, in memory.

    One rule for borders: a polygon includes its border, and a point on several belongs to the one whose code sorts
    first. So each point has exactly one answer, the same everywhere.
    """

    def __init__(
        self, codes: Sequence[str], shapes: Sequence[BaseGeometry], valid: Sequence[Valid] | None = None
    ) -> None:
        order = sorted(range(len(codes)), key=lambda index: codes[index])
        self.codes = [codes[index] for index in order]
        self.shapes: NDArray[np.object_] = np.empty(len(order), dtype=object)
        self.shapes[:] = [repaired(shapes[index]) for index in order]
        shapely.prepare(self.shapes)
        self.tree = shapely.STRtree(self.shapes)
        days = [valid[index] if valid else (None, None) for index in order]
        self.since = np.array([first.toordinal() if first else 0 for first, _ in days], dtype=np.int64)
        self.until = np.array([last.toordinal() if last else 2**31 for _, last in days], dtype=np.int64)

    def find(self, lon: float, lat: float, on: date | None = None) -> str | None:
        """Return the code of the polygon in force on that day in which the point lies, or None."""
        index = self.find_many(np.array([lon]), np.array([lat]), on)[0]
        return None if index == NOWHERE else self.codes[index]

    def find_many(self, lons: NDArray[Any], lats: NDArray[Any], on: date | None = None) -> Indexes:
        """Return for each point the index into `codes`, or NOWHERE (-1). Arrays of float of one length."""
        lons, lats = np.asarray(lons, dtype=float), np.asarray(lats, dtype=float)
        found = np.full(len(lons), NOWHERE, dtype=np.int64)
        for start in range(0, len(lons), CHUNK):
            part = slice(start, start + CHUNK)
            found[part] = self._find_chunk(lons[part], lats[part], on)
        return found

    def codes_of(self, indexes: Indexes) -> list[str | None]:
        """Return the codes that indexes stand for, None for NOWHERE."""
        return [None if index == NOWHERE else self.codes[index] for index in indexes.tolist()]

    def _find_chunk(self, lons: NDArray[Any], lats: NDArray[Any], on: date | None) -> Indexes:
        found = np.full(len(lons), NOWHERE, dtype=np.int64)
        real = np.flatnonzero(np.isfinite(lons) & np.isfinite(lats))
        if not len(self.codes) or not len(real):
            return found
        point, polygon = self.tree.query(shapely.points(lons[real], lats[real]))
        point = real[point]
        if on is not None:
            day = on.toordinal()
            current = (self.since[polygon] <= day) & (day <= self.until[polygon])
            point, polygon = point[current], polygon[current]
        inside = shapely.intersects_xy(self.shapes[polygon], lons[point], lats[point])
        point, polygon = point[inside], polygon[inside]
        last_first = np.argsort(-polygon, kind="stable")  # so that the code that sorts first is written last
        found[point[last_first]] = polygon[last_first]
        return found


def overlapping(shapes: Sequence[BaseGeometry], *, tolerance: float) -> dict[int, list[tuple[int, float]]]:
    """Return for each shape those before it in the sequence that it overlaps, with square metres, above `tolerance`."""
    found: dict[int, list[tuple[int, float]]] = {}
    every = np.array(shapes, dtype=object)
    later, earlier = shapely.STRtree(every).query(every, predicate="intersects")
    ordered = earlier < later
    later, earlier = later[ordered], earlier[ordered]
    common = shapely.intersection(every[later], every[earlier])
    for first, second, shape in zip(earlier.tolist(), later.tolist(), common, strict=True):
        if (area := square_metres(shape)) > tolerance:
            found.setdefault(second, []).append((first, area))
    return found


def holes(shapes: Iterable[BaseGeometry], *, tolerance: float) -> list[BaseGeometry]:
    """Return the gaps that the union of `shapes` encloses, larger than `tolerance` square metres."""
    parts = shapely.get_parts(shapely.union_all(list(shapes)))
    rings = [shapely.polygons(ring) for part in parts for ring in getattr(part, "interiors", ())]
    return [ring for ring in rings if square_metres(ring) > tolerance]


def missing(outline: BaseGeometry, shapes: Iterable[BaseGeometry], *, tolerance: float) -> list[BaseGeometry]:
    """Return the parts of `outline` that no shape covers, larger than `tolerance` square metres."""
    rest = shapely.difference(repaired(outline), shapely.union_all(list(shapes)))
    return [part for part in shapely.get_parts(rest) if square_metres(part) > tolerance]


def dissolved(shapes: Sequence[BaseGeometry]) -> BaseGeometry:
    """Return the union; fast where the shapes are a clean tiling, right where they are not."""
    if len(shapes) > 1 and shapely.coverage_is_valid(list(shapes)):
        return shapely.coverage_union_all(list(shapes))
    return shapely.union_all(list(shapes))


def simplified(shapes: Sequence[BaseGeometry], tolerance: float) -> list[BaseGeometry]:
    """Return outlines with fewer corners (tolerance in degrees); neighbours keep their common border."""
    if shapely.coverage_is_valid(list(shapes)):
        return list(shapely.coverage_simplify(list(shapes), tolerance))
    return list(shapely.simplify(list(shapes), tolerance))

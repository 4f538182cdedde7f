"""A patch of land cut into cells that fit exactly, and cells gathered into connected regions. Units: the patch's radius."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, cos, hypot, pi, sin

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

XY = tuple[float, float]
Edge = tuple[XY, XY]
WAVES = ((2, 0.12), (3, 0.09), (5, 0.05), (7, 0.03))  # how the border bulges: times round, how far
BEND = 0.16  # how far a border strays from the straight line, as a part of its length
EXACT = 9


@dataclass(frozen=True)
class Tiling:
    """`shapes` share their borders corner by corner; `beside[i]` are the neighbours of shape i along a line."""

    shapes: list[BaseGeometry]
    middles: list[XY]
    beside: list[set[int]]


def tile(count: int, rng: random.Random) -> Tiling:
    """Cut a patch about 2 wide into `count` cells."""
    patch = _patch(rng)
    spacing = 2 / count**0.5
    inner = _spread(count, patch, rng)
    points = inner + _guards(patch, spacing, rng)
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.MultiPoint(points), ordered=True))[:count]
    rings = [_ring(cell) for cell in cells]
    owners: dict[Edge, list[int]] = {}
    for index, ring in enumerate(rings):
        for edge in _edges(ring):
            owners.setdefault(_sorted(edge), []).append(index)
    beside: list[set[int]] = [set() for _ in rings]
    for first, *other in owners.values():
        for second in other:
            beside[first].add(second)
            beside[second].add(first)
    return Tiling(_bent(rings, owners, rng), inner, beside)


def grow(
    targets: Sequence[float], starts: Sequence[int], middles: Sequence[XY], beside: Sequence[set[int]]
) -> list[int]:
    """Gather all items into connected regions, one from each start, in proportion to `targets`; return each item's region."""
    region = [-1] * len(middles)
    sizes = [0] * len(starts)
    edge: list[set[int]] = [{start} for start in starts]
    for index, start in enumerate(starts):
        region[start] = index
        sizes[index] = 1
    for _ in range(len(middles) - len(starts)):
        for index, fringe in enumerate(edge):
            edge[index] = {item for item in fringe if any(region[near] < 0 for near in beside[item])}
        able = [index for index, fringe in enumerate(edge) if fringe]
        index = min(able, key=lambda i: (sizes[i] / targets[i], i))
        home = middles[starts[index]]
        free = {near for item in edge[index] for near in beside[item] if region[near] < 0}
        item = min(free, key=lambda i: (_away(middles[i], home), i))
        region[item] = index
        sizes[index] += 1
        edge[index].add(item)
    return region


def scattered(count: int, middles: Sequence[XY]) -> list[int]:
    """Return `count` items far from each other, the first the one nearest the centre."""
    chosen = [min(range(len(middles)), key=lambda i: (hypot(*middles[i]), i))]
    while len(chosen) < count:
        chosen.append(
            max(
                range(len(middles)),
                key=lambda i: (min(_away(middles[i], middles[c]) for c in chosen), -i),
            )
        )
    return chosen


def neighbours(region: Sequence[int], beside: Sequence[set[int]]) -> list[set[int]]:
    """Return which regions touch, from which items do."""
    found: list[set[int]] = [set() for _ in range(max(region) + 1)]
    for item, near in enumerate(beside):
        found[region[item]] |= {region[other] for other in near} - {region[item]}
    return found


def reading_order(items: Sequence[int], middles: Sequence[XY]) -> list[int]:
    """Return the items in bands from north to south, west to east in each."""
    rows = max(1, ceil(len(items) ** 0.5 / 1.4))
    southward = sorted(items, key=lambda i: -middles[i][1])
    size = ceil(len(items) / rows)
    bands = [southward[start : start + size] for start in range(0, len(items), size)]
    return [item for band in bands for item in sorted(band, key=lambda i: middles[i][0])]


def _away(first: XY, second: XY) -> float:
    return hypot(first[0] - second[0], first[1] - second[1])


def _patch(rng: random.Random) -> BaseGeometry:
    waves = [(times, far, rng.uniform(0, 2 * pi)) for times, far in WAVES]
    corners = []
    for step in range(360):
        angle = step * pi / 180
        far = 1 + sum(high * cos(times * angle + turn) for times, high, turn in waves)
        corners.append((far * cos(angle), far * sin(angle)))
    return shapely.Polygon(corners)


def _spread(count: int, patch: BaseGeometry, rng: random.Random) -> list[XY]:
    """Return points in the patch, denser round a few places, none crowding another."""
    heads = [(rng.uniform(-0.7, 0.7), rng.uniform(-0.7, 0.7)) for _ in range(6)] + [(0.0, 0.0)]
    points: list[XY] = []
    while len(points) < count:
        head = rng.choice(heads)
        near = rng.random() < 0.4
        x = rng.gauss(head[0], 0.16) if near else rng.uniform(-1.4, 1.4)
        y = rng.gauss(head[1], 0.16) if near else rng.uniform(-1.4, 1.4)
        if shapely.contains_xy(patch, x, y):
            points.append((x, y))
    for _ in range(2):  # Lloyd: move each point to the middle of its cell
        cells = shapely.get_parts(
            shapely.voronoi_polygons(shapely.MultiPoint(points), extend_to=patch, ordered=True)
        )
        middles = shapely.get_coordinates(shapely.centroid(shapely.intersection(cells, patch)))
        points = [(float(x), float(y)) for x, y in middles]
    return points


def _guards(patch: BaseGeometry, spacing: float, rng: random.Random) -> list[XY]:
    """Return points just outside, whose cells end the outermost ones; they are thrown away afterwards."""
    guards = []
    for far in (0.7, 1.5, 3.0):
        line = patch.buffer(spacing * far).exterior
        for step in range(int(line.length / spacing)):
            point = line.interpolate((step + rng.uniform(-0.2, 0.2)) * spacing)
            guards.append((point.x, point.y))
    return guards


def _ring(cell: BaseGeometry) -> list[XY]:
    corners = [(round(x, EXACT), round(y, EXACT)) for x, y in shapely.get_coordinates(cell)[:-1].tolist()]
    return [corner for index, corner in enumerate(corners) if corner != corners[index - 1]]


def _edges(ring: Sequence[XY]) -> list[Edge]:
    return [(corner, ring[(index + 1) % len(ring)]) for index, corner in enumerate(ring)]


def _sorted(edge: Edge) -> Edge:
    return min(edge), max(edge)


def _bent(
    rings: Sequence[Sequence[XY]], owners: Mapping[Edge, object], rng: random.Random
) -> list[BaseGeometry]:
    """Return the cells with natural borders: each common line strays the same way for both sides of it."""
    strays = {edge: [rng.uniform(-1, 1) for _ in range(3)] for edge in sorted(owners)}
    bend = BEND
    while True:
        lines = {edge: _bend(edge, stray, bend) for edge, stray in strays.items()}
        shapes = [
            shapely.Polygon([corner for edge in _edges(ring) for corner in _along(edge, lines)])
            for ring in rings
        ]
        if bend < 1e-3 or (shapely.is_valid(shapes).all() and shapely.coverage_is_valid(shapes)):
            return shapes
        bend /= 2


def _along(edge: Edge, lines: Mapping[Edge, list[XY]]) -> list[XY]:
    line = lines[_sorted(edge)]
    return [edge[0], *(line if edge[0] < edge[1] else reversed(line))]


def _bend(edge: Edge, stray: Sequence[float], bend: float) -> list[XY]:
    start, end = np.array(edge[0]), np.array(edge[1])
    across = np.array([start[1] - end[1], end[0] - start[0]]) * bend
    middle = (start + end) / 2 + across * stray[0]
    early = (start + middle) / 2 + across * stray[1] / 2
    late = (middle + end) / 2 + across * stray[2] / 2
    return [(float(x), float(y)) for x, y in (early, middle, late)]

"""Point → cell in bulk, among ten thousand invented polygons; and right on every point of the real data, where there is any."""

import gzip
import json
import os
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from bench.lines import Report, percentile, say, seconds
from linli.lib.polygons import NOWHERE, Lookup

SIDE = 100
POINTS = 500_000
TARGET = 50_000.0
DATA = "LINLI_DATA"


def measure(report: Report) -> None:
    dice = np.random.default_rng(20261122)
    shapes = tiles(dice)
    lookup = Lookup([f"{index:015d}" for index in range(len(shapes))], shapes)
    lons, lats = dice.uniform(0, 1, POINTS), dice.uniform(0, 1, POINTS)
    took = percentile([seconds(lambda: lookup.find_many(lons, lats)) for _ in range(3)], 0.5)
    tree = shapely.STRtree(shapes)
    points = shapely.points(lons, lats)
    limit = POINTS / seconds(lambda: tree.query(points))
    report.line("places.bulk", POINTS / took, "points/s", limit=limit, target=TARGET, better="higher")
    if os.environ.get(DATA):
        _real(report, Path(os.environ[DATA]) / "geo")
    else:
        say(f"{DATA} is not set: no real points to compare with.")


def tiles(dice: np.random.Generator) -> list[Any]:
    """Return SIDE × SIDE quadrangles with crooked corners and edges of nine points that tile the unit square."""
    steps = 8
    size = SIDE * steps + 1
    grid = np.stack(np.meshgrid(np.linspace(0, 1, size), np.linspace(0, 1, size)), axis=-1)
    inner = dice.uniform(-0.3, 0.3, (size - 2, size - 2, 2)) / (SIDE * steps)
    grid[1:-1, 1:-1] += inner
    return [_tile(grid, row * steps, column * steps, steps) for row in range(SIDE) for column in range(SIDE)]


def _tile(grid: NDArray[Any], row: int, column: int, steps: int) -> Any:
    south = grid[row, column : column + steps]
    east = grid[row : row + steps, column + steps]
    north = grid[row + steps, column + steps : column : -1]
    west = grid[row + steps : row : -1, column]
    return shapely.polygons(np.concatenate([south, east, north, west]))


def _real(report: Report, folder: Path) -> None:
    """Compare with the official answer for each lot of a city."""
    import pyarrow.parquet

    polygons = json.loads(gzip.decompress((folder / "nyc_nta.geojson.gz").read_bytes()))["features"]
    shapes = [shapely.from_geojson(json.dumps(each["geometry"])) for each in polygons]
    lookup = Lookup([each["properties"]["nta2020"] for each in polygons], shapes)
    rows = pyarrow.parquet.read_table(folder / "nyc_lots_points_200k.parquet").to_pydict()
    lons, lats = np.array(rows["longitude"], dtype=float), np.array(rows["latitude"], dtype=float)
    found = lookup.codes_of(lookup.find_many(lons, lats))
    known = np.isfinite(lons) & np.isfinite(lats)
    wrong = sum(
        1
        for code, official, there in zip(found, rows["nta"], known, strict=True)
        if there and code != official
    )
    nowhere = sum(1 for code, there in zip(found, known, strict=True) if there and code is None)
    if wrong:
        say(
            f"{wrong} of {int(known.sum())} real points differ from the official answer, {nowhere} lie in none."
        )
    report.line("places.right", 1 - wrong / int(known.sum()), "share", target=1.0, better="higher")


__all__ = ["NOWHERE", "measure", "tiles"]

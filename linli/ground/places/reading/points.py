"""Points from a CSV file, many at a time, and the same rows back with the code of the place each lies in."""

import csv
import gzip
import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

import numpy as np
from numpy.typing import NDArray

from linli.lib.geo import Datum, to_wgs84
from linli.lib.polygons import Lookup
from linli.lib.spreadsheets import Unreadable
from linli.lib.spreadsheets.encodings import encoding_of

LONS = ("lon", "lng", "longitude", "long", "x", "经度")
LATS = ("lat", "latitude", "y", "纬度")
ROWS = 50_000


@dataclass
class PointTable:
    """An open file of points. `outside` and `unreadable` count while the rows are located."""

    columns: list[str]
    lon: int
    lat: int
    rows: Iterator[list[str]]
    outside: int = field(default=0)
    unreadable: int = field(default=0)

    def located(
        self, lookup: Lookup, *, datum: Datum = "WGS-84", on: Any = None
    ) -> Iterator[tuple[list[str], str]]:
        """Yield each row with the code of the place it lies in, "" for none; in the order of the file."""
        for rows in _chunks(self.rows):
            lons, lats = self._degrees(rows, self.lon), self._degrees(rows, self.lat)
            known = np.isfinite(lons) & np.isfinite(lats)
            codes = lookup.codes_of(lookup.find_many(*to_wgs84(lons, lats, datum), on))
            self.unreadable += int((~known).sum())
            self.outside += sum(code is None for code in codes) - int((~known).sum())
            yield from zip(rows, (code or "" for code in codes), strict=True)

    def _degrees(self, rows: list[list[str]], column: int) -> NDArray[np.float64]:
        try:
            return np.array([row[column] for row in rows], dtype=float)
        except (ValueError, IndexError):
            return np.array([_number(row, column) for row in rows], dtype=float)


def _number(row: list[str], column: int) -> float:
    try:
        return float(row[column])
    except (ValueError, IndexError):
        return float("nan")


def _chunks(rows: Iterable[list[str]]) -> Iterator[list[list[str]]]:
    chunk: list[list[str]] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == ROWS:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


@contextmanager
def open_points(source: Path, *, lon: str = "", lat: str = "") -> Iterator[PointTable]:
    """Open a CSV (packed or not, UTF-8 or GB18030) with a header; `lon` and `lat` name its columns, else the usual
    names are tried. Raises Unreadable."""
    with _text(source) as stream:
        reader = csv.reader(stream)
        columns = [name.strip().lstrip("\ufeff") for name in next(reader, [])]
        yield PointTable(
            columns, _column(columns, lon, LONS), _column(columns, lat, LATS), filter(None, reader)
        )


@contextmanager
def _text(source: Path) -> Iterator[TextIO]:
    with source.open("rb") as plain:
        packed = plain.read(2) == b"\x1f\x8b"
    with gzip.open(source, "rb") if packed else source.open("rb") as stream:
        encoding = encoding_of(stream)  # type: ignore[arg-type] # a GzipFile reads and seeks as any binary file
        stream.seek(0)
        with io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="") as text:
            yield text


def _column(columns: list[str], wanted: str, usual: tuple[str, ...]) -> int:
    names = [name.casefold() for name in columns]
    for name in (wanted.casefold(),) if wanted else usual:
        if name in names:
            return names.index(name)
    raise Unreadable("missing_column", columns=[wanted or usual[0]])

"""Point → cell. The polygons stay in memory; one small query tells whether another process changed them.

A point on a border belongs to the cell whose code sorts first; a point in no cell belongs to none, however near it is.
"""

import json
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import Any
from uuid import UUID

import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from linli.ground.places.models import Cell, Edition
from linli.lib.geo import Datum, point_to_wgs84, to_wgs84
from linli.lib.polygons import Lookup

KEY = "places"


@dataclass(frozen=True)
class Places:
    """All cells with a polygon, of every day, as one edition of the register has them. `ids` maps codes to keys."""

    stamp: UUID | None
    lookup: Lookup
    ids: dict[str, UUID]


_lock = Lock()
_kept: Places | None = None


def stamp() -> UUID | None:
    """Return the edition of the places now in force; None while nothing was ever imported."""
    return Edition.objects.filter(pk=KEY).values_list("stamp", flat=True).first()


def places() -> Places:
    """Return the polygons in memory, read again if the register changed since. One query if it did not."""
    global _kept  # noqa: PLW0603 - one index a process, replaced whole
    now = stamp()
    kept = _kept
    if kept is not None and now is not None and kept.stamp == now:
        return kept
    with _lock:
        if _kept is None or now is None or _kept.stamp != now:
            _kept = _read(now)
        return _kept


def locate(lon: float, lat: float, *, datum: Datum = "WGS-84", on: date) -> Cell | None:
    """Return the cell in force on that day in which the place lies, with its village, town and county; else None."""
    there = point_to_wgs84(lon, lat, datum)
    found = places()
    code = found.lookup.find(there.lon, there.lat, on)
    if code is None:
        return None
    return Cell.objects.select_related("village__parent__parent").get(pk=found.ids[code])


def locate_many(
    lons: NDArray[Any], lats: NDArray[Any], *, datum: Datum = "WGS-84", on: date
) -> list[str | None]:
    """Return the code of the cell for each place, None where there is none. Arrays of float of one length."""
    lookup = places().lookup
    return lookup.codes_of(lookup.find_many(*to_wgs84(lons, lats, datum), on))


def _read(edition: UUID | None) -> Places:
    rows = Cell.objects.filter(geometry__isnull=False).order_by()
    codes, keys, shapes, valid = [], [], [], []
    for key, code, geometry, since, until in rows.values_list(
        "id", "code", "geometry", "valid_from", "valid_to"
    ):
        codes.append(code)
        keys.append(key)
        shapes.append(geometry_of(geometry))
        valid.append((since, until))
    return Places(edition, Lookup(codes, shapes, valid), dict(zip(codes, keys, strict=True)))


def geometry_of(geometry: dict[str, Any] | None) -> BaseGeometry:
    """Return the shape that is stored as GeoJSON."""
    return shapely.from_geojson(json.dumps(geometry))

"""Coordinates: WGS-84, GCJ-02 (Chinese web maps) and BD-09 (Baidu), and how people write a place down.

Everything stored is WGS-84 in degrees, longitude first. GCJ-02 shifts places inside China by 50 to 700 metres; the
way back has no formula and is found by iteration, to better than 1e-9 degrees.
"""

import re
from typing import Literal, NamedTuple, get_args

import numpy as np
from numpy.typing import NDArray

Datum = Literal["WGS-84", "GCJ-02", "BD-09"]
DATUMS: tuple[Datum, ...] = get_args(Datum)
Degrees = NDArray[np.float64]

# The ellipsoid of Krasovsky (1940), on which GCJ-02 is computed: semi-major axis in metres, eccentricity squared.
AXIS = 6378245.0
ECCENTRICITY = 0.00669342162296594323
SHIFTED = (72.004, 0.8293, 137.8347, 55.8271)  # west, south, east, north of where GCJ-02 differs from WGS-84
BAIDU = np.pi * 3000.0 / 180.0
STEPS = 12
METRES_PER_DEGREE = 111_320.0  # of latitude, and of longitude at the equator


class BadPlace(ValueError):
    """Not a place: `reason` is `unreadable` or `out_of_range`; `text` is what was given."""

    def __init__(self, text: str, reason: str) -> None:
        self.text, self.reason = text, reason
        super().__init__(
            f"{text!r} is not a place ({reason.replace('_', ' ')}); write longitude,latitude in degrees"
        )


class Point(NamedTuple):
    lon: float
    lat: float


class Box(NamedTuple):
    west: float
    south: float
    east: float
    north: float


def datum_of(text: str) -> Datum:
    """Return the datum that `text` names, in any spelling (gcj02, GCJ-02, CGCS2000 …). Raises BadPlace."""
    plain = re.sub(r"[^A-Z0-9]", "", text.upper())
    names: dict[str, Datum] = {datum.replace("-", ""): datum for datum in DATUMS}
    names |= {
        "WGS": "WGS-84",
        "CGCS2000": "WGS-84",
        "EPSG4326": "WGS-84",
        "EPSG4490": "WGS-84",
        "BD09LL": "BD-09",
    }
    if plain not in names:
        raise BadPlace(text, "unreadable")
    return names[plain]


def to_wgs84(lons: Degrees, lats: Degrees, datum: Datum) -> tuple[Degrees, Degrees]:
    """Return arrays of WGS-84 degrees for arrays of degrees in `datum`."""
    if datum == "BD-09":
        lons, lats = _from_baidu(lons, lats)
    return (lons, lats) if datum == "WGS-84" else _unshift(lons, lats)


def from_wgs84(lons: Degrees, lats: Degrees, datum: Datum) -> tuple[Degrees, Degrees]:
    """Return arrays of degrees in `datum` for arrays of WGS-84 degrees."""
    if datum == "WGS-84":
        return lons, lats
    lons, lats = _shift(lons, lats)
    return _to_baidu(lons, lats) if datum == "BD-09" else (lons, lats)


def point_to_wgs84(lon: float, lat: float, datum: Datum = "WGS-84") -> Point:
    """Return one place in WGS-84."""
    lons, lats = to_wgs84(np.array([lon], dtype=float), np.array([lat], dtype=float), datum)
    return Point(float(lons[0]), float(lats[0]))


def point_from_wgs84(lon: float, lat: float, datum: Datum) -> Point:
    """Return one WGS-84 place in `datum`."""
    lons, lats = from_wgs84(np.array([lon], dtype=float), np.array([lat], dtype=float), datum)
    return Point(float(lons[0]), float(lats[0]))


def _inside(lons: Degrees, lats: Degrees) -> NDArray[np.bool_]:
    west, south, east, north = SHIFTED
    return (lons >= west) & (lons <= east) & (lats >= south) & (lats <= north)


def _offsets(lons: Degrees, lats: Degrees) -> tuple[Degrees, Degrees]:
    """Return how far GCJ-02 moves WGS-84 places, in degrees; zero outside China."""
    x, y, root = lons - 105.0, lats - 35.0, np.sqrt(np.abs(lons - 105.0))
    waves = 20 * np.sin(6 * np.pi * x) + 20 * np.sin(2 * np.pi * x)
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root
    north += (waves + 20 * np.sin(np.pi * y) + 40 * np.sin(np.pi * y / 3)) * 2 / 3
    north += (160 * np.sin(np.pi * y / 12) + 320 * np.sin(np.pi * y / 30)) * 2 / 3
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root
    east += (waves + 20 * np.sin(np.pi * x) + 40 * np.sin(np.pi * x / 3)) * 2 / 3
    east += (150 * np.sin(np.pi * x / 12) + 300 * np.sin(np.pi * x / 30)) * 2 / 3
    turn = np.radians(lats)
    flat = 1 - ECCENTRICITY * np.sin(turn) ** 2
    north *= 180 / (AXIS * (1 - ECCENTRICITY) / (flat * np.sqrt(flat)) * np.pi)
    east *= 180 / (AXIS / np.sqrt(flat) * np.cos(turn) * np.pi)
    inside = _inside(lons, lats)
    return np.where(inside, east, 0.0), np.where(inside, north, 0.0)


def _shift(lons: Degrees, lats: Degrees) -> tuple[Degrees, Degrees]:
    east, north = _offsets(lons, lats)
    return lons + east, lats + north


def _unshift(lons: Degrees, lats: Degrees) -> tuple[Degrees, Degrees]:
    """Find what `_shift` brings to these places: each round corrects by what is still missing."""
    guess_lons, guess_lats = lons, lats
    for _ in range(STEPS):
        east, north = _offsets(guess_lons, guess_lats)
        guess_lons, guess_lats = lons - east, lats - north
    inside = _inside(lons, lats)
    return np.where(inside, guess_lons, lons), np.where(inside, guess_lats, lats)


def _to_baidu(lons: Degrees, lats: Degrees) -> tuple[Degrees, Degrees]:
    away = np.hypot(lons, lats) + 2e-5 * np.sin(lats * BAIDU)
    angle = np.arctan2(lats, lons) + 3e-6 * np.cos(lons * BAIDU)
    inside = _inside(lons, lats)
    return (
        np.where(inside, away * np.cos(angle) + 0.0065, lons),
        np.where(inside, away * np.sin(angle) + 0.006, lats),
    )


def _from_baidu(lons: Degrees, lats: Degrees) -> tuple[Degrees, Degrees]:
    guess_lons, guess_lats = lons - 0.0065, lats - 0.006
    for _ in range(STEPS):
        there_lons, there_lats = _to_baidu(guess_lons, guess_lats)
        guess_lons, guess_lats = guess_lons + lons - there_lons, guess_lats + lats - there_lats
    inside = _inside(lons, lats)
    return np.where(inside, guess_lons, lons), np.where(inside, guess_lats, lats)


_NUMBER = re.compile(r"[-+]?[0-9]+(?:\.[0-9]*)?")
_NOISE = re.compile(r"[0-9.\s,，、;；:：°度EeNn东经北纬()（）\[\]+-]*")


def _numbers(text: str, count: int) -> list[float]:
    found = [float(number) for number in _NUMBER.findall(text)] if _NOISE.fullmatch(text) else []
    if len(found) != count:
        raise BadPlace(text, "unreadable")
    return found


def checked(lon: float, lat: float) -> Point:
    """Return the point if it lies on the earth. Raises BadPlace."""
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise BadPlace(f"{lon},{lat}", "out_of_range")
    return Point(lon, lat)


def parse_point(text: str) -> Point:
    """Read "109.9,32.7", "东经109.9° 北纬32.7°" and the like. Raises BadPlace.

    The order is longitude, latitude; the other order is understood where only it can be a place in China.
    """
    first, second = _numbers(text, 2)
    west, south, east, north = SHIFTED
    if south <= first <= north and west <= second <= east:
        first, second = second, first
    return checked(first, second)


def parse_box(text: str) -> Box:
    """Read "west,south,east,north". Raises BadPlace."""
    west, south, east, north = _numbers(text, 4)
    checked(west, south)
    checked(east, north)
    if west > east or south > north:
        raise BadPlace(text, "out_of_range")
    return Box(west, south, east, north)

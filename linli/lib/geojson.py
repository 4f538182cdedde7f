"""GeoJSON as it is found: packed or not, UTF-8 or GB18030, one document or one feature a line, any datum."""

import gzip
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from linli.lib.geo import Datum, to_wgs84
from linli.lib.spreadsheets.encodings import encoding_of

MAX_BYTES = 512 * 1024 * 1024
DEGREES = re.compile(r"CRS84|EPSG:*(?:[0-9.]*:)?(?:4326|4490)\b")

# What is wrong with a whole file or with one feature, as sentences for people; doors pass them through gettext.
SENTENCES = {
    "too_large": "文件太大。请拆成几个文件分别导入。",
    "not_geojson": "这个文件不是 GeoJSON，或者已经损坏。",
    "other_crs": "文件的坐标不是经纬度。请先转换为经纬度坐标再导入。",
    "no_shape": "没有边界。",
    "bad_shape": "边界无法读取。",
    "not_area": "边界不是面（Polygon 或 MultiPolygon）。",
    "not_degrees": "坐标不是经纬度。",
}


class NotGeoJSON(ValueError):
    """The file as a whole cannot be read: `reason` is a key of SENTENCES."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(SENTENCES[reason])


@dataclass(frozen=True)
class Feature:
    """One feature: `number` counts from 1, `line` is the line on which it begins, `shape` is WGS-84 or None.

    `wrong` is a key of SENTENCES where there is no usable shape, else "".
    """

    number: int
    line: int
    properties: Mapping[str, Any] = field(default_factory=dict)
    shape: BaseGeometry | None = None
    wrong: str = ""


def read_features(source: Path | bytes, *, datum: Datum = "WGS-84") -> list[Feature]:
    """Read every feature of a FeatureCollection, a single Feature, or one Feature a line. Raises NotGeoJSON."""
    text = _text(source)
    try:
        found = list(_pieces(text))
    except NotGeoJSON:
        raise
    except (ValueError, RecursionError) as error:
        raise NotGeoJSON("not_geojson") from error
    return [_feature(number, line, piece, datum) for number, (line, piece) in enumerate(found, start=1)]


def _text(source: Path | bytes) -> str:
    data = source.read_bytes() if isinstance(source, Path) else source
    if data.startswith(b"\x1f\x8b"):
        try:
            with gzip.GzipFile(fileobj=io.BytesIO(data)) as packed:
                data = packed.read(MAX_BYTES + 1)
        except (OSError, EOFError) as error:
            raise NotGeoJSON("not_geojson") from error
    if len(data) > MAX_BYTES:
        raise NotGeoJSON("too_large")
    return data.decode(encoding_of(io.BytesIO(data)), errors="replace").lstrip("\ufeff")


def _pieces(text: str) -> Iterator[tuple[int, Any]]:
    """Yield (line, feature); the features of a collection are decoded one by one, so that each knows its line."""
    start = re.compile(r"\s*").match(text).end()  # type: ignore[union-attr] # an empty match always exists
    first, end = json.JSONDecoder().raw_decode(text, start)
    if not isinstance(first, dict):
        raise ValueError("not an object")
    if text[end:].strip():
        yield from (
            (number, json.loads(line)) for number, line in enumerate(text.splitlines(), 1) if line.strip()
        )
        return
    _refuse_other_crs(first)
    if first.get("type") != "FeatureCollection":
        yield 1, first
        return
    features = first.get("features")
    if not isinstance(features, list):
        raise ValueError("no features")
    yield from zip(_lines(text, len(features)), features, strict=True)


def _lines(text: str, count: int) -> list[int]:
    """Return the line on which each feature begins; 0 where it cannot be told."""
    decoder, gap, lines, line, seen = json.JSONDecoder(), re.compile(r"[\s,]*"), [], 1, 0
    head = re.search(r'"features"\s*:\s*\[', text)
    place = head.end() if head else len(text)
    try:
        for _ in range(count):
            place = gap.match(text, place).end()  # type: ignore[union-attr] # an empty match always exists
            line += text.count("\n", seen, place)
            seen = place
            lines.append(line)
            _, place = decoder.raw_decode(text, place)
    except ValueError:
        return [0] * count
    return lines


def _refuse_other_crs(document: Mapping[str, Any]) -> None:
    crs = document.get("crs")
    name = str((crs.get("properties") or {}).get("name", "")) if isinstance(crs, dict) else ""
    if name and not DEGREES.search(name.upper()):
        raise NotGeoJSON("other_crs")


def _feature(number: int, line: int, piece: Any, datum: Datum) -> Feature:
    if not isinstance(piece, dict) or piece.get("type") != "Feature":
        return Feature(number, line, wrong="bad_shape")
    properties = piece.get("properties") or {}
    shape, wrong = shape_of(piece.get("geometry"), datum=datum)
    return Feature(number, line, properties if isinstance(properties, dict) else {}, shape, wrong)


def shape_of(geometry: Any, *, datum: Datum = "WGS-84") -> tuple[BaseGeometry | None, str]:
    """Return the WGS-84 area that a GeoJSON geometry draws and "", or None and a key of SENTENCES."""
    if not isinstance(geometry, dict):
        return None, "no_shape"
    if geometry.get("type") not in ("Polygon", "MultiPolygon"):
        return None, "not_area"
    try:
        shape = shapely.force_2d(shapely.from_geojson(json.dumps(geometry)))
    except (shapely.errors.GEOSException, ValueError, TypeError):
        return None, "bad_shape"
    corners = shapely.get_coordinates(shape)
    if not len(corners) or not np.isfinite(corners).all():
        return None, "bad_shape"
    if (np.abs(corners) > (180, 90)).any():
        return None, "not_degrees"
    return in_wgs84(shape, datum), ""


def in_wgs84(shape: BaseGeometry, datum: Datum) -> BaseGeometry:
    """Return the shape with every corner brought from `datum` to WGS-84."""

    def convert(corners: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(to_wgs84(corners[:, 0], corners[:, 1], datum))

    return shape if datum == "WGS-84" else shapely.transform(shape, convert)


def as_geojson(shape: BaseGeometry) -> dict[str, Any]:
    """Return the geometry as GeoJSON, degrees rounded to a centimetre (7 places)."""
    rounded = shapely.transform(shape, lambda corners: np.round(corners, 7))
    document: dict[str, Any] = json.loads(shapely.to_geojson(rounded))
    return document

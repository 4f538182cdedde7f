"""Cells and outlines from GeoJSON, whatever its properties are called."""

from pathlib import Path

from shapely.geometry.base import BaseGeometry

from linli.ground.places.actions import CellDraft
from linli.lib.geo import Datum
from linli.lib.geojson import Feature, read_features
from linli.lib.polygons import repaired

CODES = ("code", "网格编码", "编码", "代码", "grid_code", "CODE")
CELL_NAMES = ("name", "网格名称", "名称", "grid_name", "NAME")
KINDS = ("kind", "类别", "网格类别")
DEDICATED = ("dedicated", "专属网格", "专属")


def read_cells(source: Path, *, code: str = "", name: str = "", datum: Datum = "WGS-84") -> list[CellDraft]:
    """Read the features of a file as cells, brought to WGS-84. `code` and `name` say which properties hold them;
    else the usual ones are tried. Raises NotGeoJSON."""
    codes = (code,) if code else CODES
    names = (name,) if name else CELL_NAMES
    return [_draft(feature, codes, names) for feature in read_features(source, datum=datum)]


def read_outlines(source: Path, *, code: str = "", datum: Datum = "WGS-84") -> dict[str, BaseGeometry]:
    """Read the borders of villages, towns or counties by code; features without either are passed over. Raises NotGeoJSON."""
    found = {}
    for feature in read_features(source, datum=datum):
        key = said(feature, (code,) if code else CODES)
        if key and feature.shape is not None:
            found[key] = repaired(feature.shape)
    return found


def said(feature: Feature, keys: tuple[str, ...]) -> str:
    """Return the first of these properties that is filled, as text."""
    for key in keys:
        value = feature.properties.get(key)
        if value not in (None, ""):
            return str(int(value) if isinstance(value, float) and value.is_integer() else value).strip()
    return ""


def _draft(feature: Feature, codes: tuple[str, ...], names: tuple[str, ...]) -> CellDraft:
    key = said(feature, codes)
    return CellDraft(
        code=key,
        name=said(feature, names) or key,
        shape=feature.shape,
        dedicated=said(feature, KINDS) in DEDICATED,
        number=feature.number,
        line=feature.line,
        wrong=feature.wrong,
    )

"""Each point has one polygon or none, also on borders; shapes that do not fit are told apart."""

import gzip
import json
import os
from datetime import date
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from linli.lib.geo import point_from_wgs84
from linli.lib.geojson import NotGeoJSON, as_geojson, read_features
from linli.lib.polygons import (
    NOWHERE,
    Lookup,
    dissolved,
    holes,
    missing,
    overlapping,
    repaired,
    simplified,
    square_metres,
)

SQUARES = [shapely.box(110 + x, 32 + y, 111 + x, 33 + y) for y in range(3) for x in range(3)]
CODES = [f"{9 - index}" for index in range(9)]
GRID = Lookup(CODES, SQUARES)
EIGHTHS = st.integers(-8, 32).map(lambda step: step / 8)


def by_hand(lon, lat):
    """The rule in plain words: of all squares that hold the point or have it on their border, the first code."""
    holding = [
        code
        for code, square in zip(CODES, SQUARES, strict=True)
        if square.bounds[0] <= lon <= square.bounds[2] and square.bounds[1] <= lat <= square.bounds[3]
    ]
    return min(holding, default=None)


@given(EIGHTHS, EIGHTHS)
def test_every_point_has_the_answer_of_the_rule_on_borders_and_corners_too(x, y):
    assert GRID.find(110 + x, 32 + y) == by_hand(110 + x, 32 + y)


@given(st.lists(st.tuples(EIGHTHS, EIGHTHS), max_size=50))
def test_many_at_once_equal_one_by_one(points):
    lons, lats = [110 + x for x, _ in points], [32 + y for _, y in points]
    many = GRID.codes_of(GRID.find_many(np.array(lons), np.array(lats)))
    assert many == [GRID.find(lon, lat) for lon, lat in zip(lons, lats, strict=True)]


def test_a_point_that_is_no_number_lies_nowhere():
    found = GRID.find_many(np.array([np.nan, 110.5, np.inf]), np.array([32.5, 32.5, 32.5]))
    assert found.tolist() == [NOWHERE, GRID.codes.index("9"), NOWHERE]
    assert Lookup([], []).find(110, 32) is None


def test_a_polygon_counts_only_while_it_is_in_force():
    old, new = shapely.box(0, 0, 2, 1), shapely.box(0, 0, 1, 1)
    lookup = Lookup(["1", "2"], [old, new], [(None, date(2025, 12, 31)), (date(2026, 1, 1), None)])
    assert lookup.find(0.5, 0.5, date(2025, 12, 31)) == "1"
    assert lookup.find(0.5, 0.5, date(2026, 1, 1)) == "2"
    assert lookup.find(1.5, 0.5, date(2026, 1, 1)) is None


def test_a_ring_that_crosses_itself_still_means_its_area():
    bow = shapely.Polygon([(0, 0), (2, 2), (2, 0), (0, 2)])
    assert repaired(bow).area == pytest.approx(2)
    assert Lookup(["1"], [bow]).find(1.5, 1.0) == "1"
    assert Lookup(["1"], [bow]).find(1.0, 1.5) is None


def test_overlaps_gaps_and_missing_land_are_found():
    assert overlapping(SQUARES, tolerance=1) == {}
    moved = [*SQUARES, shapely.box(110.5, 32.5, 110.6, 32.6)]
    assert [earlier for earlier, _ in overlapping(moved, tolerance=1)[9]] == [0]
    assert overlapping(moved, tolerance=1e12) == {}
    around = [square for index, square in enumerate(SQUARES) if index != 4]
    assert [hole.bounds for hole in holes(around, tolerance=1)] == [SQUARES[4].bounds]
    assert holes(SQUARES, tolerance=1) == []
    left = missing(shapely.box(110, 32, 113, 36), SQUARES, tolerance=1)
    assert [part.bounds for part in left] == [(110, 35, 113, 36)]


def test_a_square_kilometre_is_a_million_square_metres():
    side = 1000 / 111_320
    square = shapely.box(110, 33, 110 + side / np.cos(np.radians(33)), 33 + side)
    assert square_metres(square) == pytest.approx(1e6, rel=0.01)
    assert square_metres(shapely.Polygon()) == 0


def test_neighbours_keep_their_common_border_when_simplified():
    wavy = [(1 + (0.001 if step % 2 else 0), step / 50) for step in range(51)]
    left = shapely.Polygon([(0, 0), *wavy, (0, 1)])
    right = shapely.Polygon([(2, 0), *wavy, (2, 1)])
    drawn = simplified([left, right], 0.01)
    assert sum(len(shape.exterior.coords) for shape in drawn) < 20
    assert dissolved(drawn).area == pytest.approx(2)
    assert shapely.area(shapely.intersection(*drawn)) == 0


def document(*geometries, **more):
    features = [
        {"type": "Feature", "properties": {"code": n}, "geometry": g} for n, g in enumerate(geometries)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features, **more}, indent=1)


SQUARE = as_geojson(shapely.box(110, 32, 110.1, 32.1))


def test_features_are_read_with_the_line_they_begin_on():
    text = document(SQUARE, SQUARE)
    lines = text.splitlines()
    for data in (text.encode(), b"\xef\xbb\xbf" + text.encode(), gzip.compress(text.encode())):
        found = read_features(data)
        assert [feature.number for feature in found] == [1, 2]
        assert [lines[feature.line - 1].strip() for feature in found] == ["{", "{"]
        assert found[1].line > found[0].line > 1
        assert all(feature.shape.equals(shapely.box(110, 32, 110.1, 32.1)) for feature in found)


def test_one_feature_a_line_and_another_encoding_are_read_too():
    lines = [
        json.dumps(
            {"type": "Feature", "properties": {"name": "菱园村"}, "geometry": SQUARE}, ensure_ascii=False
        )
    ] * 2
    found = read_features("\n".join(lines).encode("gb18030"))
    assert [(feature.line, feature.properties["name"]) for feature in found] == [(1, "菱园村"), (2, "菱园村")]


@pytest.mark.parametrize(
    ("geometry", "wrong"),
    [
        (None, "no_shape"),
        ({"type": "Point", "coordinates": [110, 32]}, "not_area"),
        ({"type": "Polygon", "coordinates": [[[110, 32], [111, 32]]]}, "bad_shape"),
        ({"type": "Polygon", "coordinates": "no"}, "bad_shape"),
        ({"type": "Polygon", "coordinates": []}, "bad_shape"),
        (
            {"type": "Polygon", "coordinates": [[[5e5, 3e6], [6e5, 3e6], [6e5, 4e6], [5e5, 3e6]]]},
            "not_degrees",
        ),
    ],
)
def test_a_feature_without_a_usable_border_says_why_and_the_others_are_read(geometry, wrong):
    found = read_features(document(geometry, SQUARE).encode())
    assert [feature.wrong for feature in found] == [wrong, ""]
    assert found[0].shape is None
    assert found[1].shape is not None


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"{}", b"not json", b'{"type":"FeatureCollection"}', b"\x1f\x8bxx"]
)
def test_what_is_no_geojson_is_refused(data):
    if data == b"{}":
        assert read_features(data)[0].wrong == "bad_shape"
        return
    with pytest.raises(NotGeoJSON):
        read_features(data)


def test_projected_coordinates_are_refused_and_degrees_are_not():
    def crs(name):
        return document(SQUARE, crs={"type": "name", "properties": {"name": name}}).encode()

    for name in ("urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326", "urn:ogc:def:crs:EPSG::4490"):
        assert read_features(crs(name))[0].shape is not None
    with pytest.raises(NotGeoJSON, match="经纬度"):
        read_features(crs("EPSG:3857"))


def test_borders_drawn_on_a_web_map_come_in_as_wgs84():
    there = [
        point_from_wgs84(x, y, "GCJ-02")
        for x, y in shapely.get_coordinates(shapely.box(110, 32, 110.1, 32.1))
    ]
    shifted = as_geojson(shapely.Polygon(there))
    shape = read_features(document(shifted).encode(), datum="GCJ-02")[0].shape
    assert shape.bounds == pytest.approx((110, 32, 110.1, 32.1), abs=1e-6)


DATA = os.environ.get("LINLI_DATA", "")


@pytest.mark.slow
@pytest.mark.skipif(not DATA, reason="LINLI_DATA is not set: no real polygons to compare with")
def test_every_real_point_lies_where_the_official_answer_says():
    table = pytest.importorskip("pyarrow.parquet").read_table(
        Path(DATA) / "geo" / "nyc_lots_points_200k.parquet"
    )
    features = read_features(Path(DATA) / "geo" / "nyc_nta.geojson.gz")
    lookup = Lookup([f.properties["nta"] for f in features], [f.shape for f in features])
    found = lookup.codes_of(lookup.find_many(table["longitude"].to_numpy(), table["latitude"].to_numpy()))
    assert len(found) == 200_000
    assert [pair for pair in zip(found, table["nta"].to_pylist(), strict=True) if pair[0] != pair[1]] == []

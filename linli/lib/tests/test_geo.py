"""Coordinates that other maps give come in as WGS-84 and go back unharmed."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.lib.geo import (
    BadPlace,
    Box,
    Point,
    datum_of,
    parse_box,
    parse_point,
    point_from_wgs84,
    point_to_wgs84,
    to_wgs84,
)

IN_CHINA = st.tuples(st.floats(73.5, 135), st.floats(18, 53.5))


@given(IN_CHINA, st.sampled_from(["GCJ-02", "BD-09"]))
def test_a_place_goes_to_another_datum_and_back(place, datum):
    there = point_from_wgs84(*place, datum)
    back = point_to_wgs84(*there, datum)
    metres = np.hypot((there.lon - place[0]) * np.cos(np.radians(place[1])), there.lat - place[1]) * 111_320
    assert abs(back.lon - place[0]) < 1e-6
    assert abs(back.lat - place[1]) < 1e-6
    assert 1 < metres < 3000


@pytest.mark.parametrize("datum", ["GCJ-02", "BD-09"])
@pytest.mark.parametrize("place", [(-74.0, 40.7), (2.35, 48.86), (151.2, -33.9)])
def test_outside_china_nothing_is_shifted(place, datum):
    assert point_to_wgs84(*place, datum) == place
    assert point_from_wgs84(*place, datum) == place


def test_a_known_place_moves_as_the_web_maps_move_it():
    shifted = point_from_wgs84(116.404, 39.915, "GCJ-02")
    assert shifted == pytest.approx((116.410244, 39.916404), abs=2e-6)
    assert point_from_wgs84(116.404, 39.915, "BD-09") == pytest.approx((116.416627, 39.922699), abs=2e-5)


def test_many_places_at_once_equal_one_by_one():
    lons, lats = np.array([109.9, -74.0, 121.5]), np.array([32.7, 40.7, 31.2])
    many = to_wgs84(lons, lats, "BD-09")
    assert [tuple(pair) for pair in zip(*many, strict=True)] == [
        tuple(point_to_wgs84(lon, lat, "BD-09")) for lon, lat in zip(lons, lats, strict=True)
    ]


@pytest.mark.parametrize(
    "text",
    ["109.9,32.7", "109.9 32.7", "109.9，32.7", "32.7, 109.9", "东经109.9° 北纬32.7°", "[109.9, 32.7]"],
)
def test_a_place_is_read_as_people_write_it(text):
    assert parse_point(text) == Point(109.9, 32.7)


@pytest.mark.parametrize("text", ["", "109.9", "here", "109.9,32.7,1", "200,10", "100,95", "nan,1"])
def test_what_is_no_place_is_refused(text):
    with pytest.raises(BadPlace):
        parse_point(text)


def test_a_box_is_west_south_east_north():
    assert parse_box("109,32,110,33") == Box(109, 32, 110, 33)
    for wrong in ("110,32,109,33", "109,33,110,32", "1,2,3"):
        with pytest.raises(BadPlace):
            parse_box(wrong)


def test_the_datum_is_known_in_any_spelling():
    assert [datum_of(text) for text in ("gcj02", "GCJ-02", "bd09", "wgs84", "CGCS2000")] == [
        "GCJ-02",
        "GCJ-02",
        "BD-09",
        "WGS-84",
        "WGS-84",
    ]
    with pytest.raises(BadPlace):
        datum_of("UTM")

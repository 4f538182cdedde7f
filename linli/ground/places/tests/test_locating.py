"""Anyone may ask in which cell a place lies; every process answers by the newest register."""

import json
from datetime import date

import numpy as np
import pytest
from click.testing import CliRunner
from django.db import transaction

from linli.ground.places import sketch
from linli.ground.places.actions import AreaDraft, place_areas, place_cells, rename_cell
from linli.ground.places.commands import import_areas, import_cells
from linli.ground.places.commands import locate as command
from linli.ground.places.models import Area, Cell
from linli.ground.places.queries import locate, locate_many, places
from linli.ground.places.tests.conftest import AREAS, CELLS, EAST, EDITOR, NOW, TODAY, WEST, cell
from linli.lib.geo import point_from_wgs84
from linli.lib.geojson import as_geojson


def test_a_place_is_located_with_its_areas_in_two_queries(county, django_assert_num_queries):
    places()
    with django_assert_num_queries(2):
        found = locate(111.005, 33.005, on=TODAY)
        assert (found.code, found.village.parent.parent.name) == (f"{WEST}001", "霁溪县")
    with django_assert_num_queries(1):
        assert locate(112, 33, on=TODAY) is None


def test_a_place_given_by_another_map_is_located_the_same(county):
    for datum in ("GCJ-02", "BD-09"):
        assert locate(*point_from_wgs84(111.005, 33.005, datum), datum=datum, on=TODAY).code == f"{WEST}001"


def test_a_place_on_a_border_belongs_to_the_cell_whose_code_comes_first(county):
    assert locate(111.01, 33.005, on=TODAY).code == f"{WEST}001"
    assert locate(111.03, 33.005, on=TODAY).code == f"{WEST}003"
    assert locate(111.03, 33.01, on=TODAY).code == f"{WEST}003"


def test_many_places_at_once_equal_one_by_one(county):
    lons, lats = np.linspace(110.99, 111.08, 40), np.full(40, 33.005)
    alone = [locate(lon, lat, on=TODAY) for lon, lat in zip(lons, lats, strict=True)]
    assert locate_many(lons, lats, on=TODAY) == [found and found.code for found in alone]


def test_a_change_is_noticed_and_one_that_was_undone_is_forgotten(county):
    before = places()
    assert places() is before
    rename_cell(Cell.objects.first(), "新名", actor=EDITOR, now=NOW)
    assert places() is not before
    with transaction.atomic():
        place_cells([cell(EAST, 9, 7)], actor=EDITOR, now=NOW)
        assert locate(111.075, 33.005, on=TODAY).code == f"{EAST}009"
        transaction.set_rollback(True)
    assert locate(111.075, 33.005, on=TODAY) is None


def test_a_register_without_cells_answers_nowhere(db):
    assert locate(111, 33, on=TODAY) is None
    assert locate_many(np.array([111.0]), np.array([33.0]), on=TODAY) == [None]


def test_the_map_gets_outlines_of_what_lies_below_an_area(county):
    county_area, west = Area.objects.get(level=3), Area.objects.get(code=WEST)
    assert [shape.name for shape in sketch.outline(county_area, on=TODAY)] == ["柘岩镇"]
    assert [shape.code for shape in sketch.outline(county_area, on=TODAY, of=5)] == [WEST, EAST]
    cells = sketch.outline(west, on=TODAY)
    assert [shape.code[-3:] for shape in cells] == ["001", "002", "003"]
    assert cells[0].box == pytest.approx((111, 33, 111.01, 33.01))
    assert len(cells[0].rings) == 1
    assert sketch.outline(west, on=TODAY) is cells
    place_areas([AreaDraft(3, "990102000000", "别的县")], actor=EDITOR, now=NOW)
    assert sketch.outline(Area.objects.get(code="990102000000"), on=TODAY) == ()


def run(*arguments, code=0, which=command):
    result = CliRunner().invoke(which, [str(argument) for argument in arguments])
    assert result.exit_code == code, result.output
    return result.output


def test_the_command_says_where_a_point_lies_for_people_and_for_machines(county):
    assert run(111.005, 33.005).split() == [f"{WEST}001", "霁溪县", "柘岩镇", "菱园村", "菱园村第1网格"]
    told = json.loads(run(*point_from_wgs84(111.005, 33.005, "BD-09"), "--datum", "bd09", "--json"))
    assert (told["code"], [area["level"] for area in told["areas"]]) == (f"{WEST}001", [3, 4, 5])
    assert "不在" in run(-73.9, 40.7, code=1)
    assert json.loads(run(112, 33, "--json", code=1))["code"] is None
    for wrong in (["here", 33], [200, 33], [111], [111, 33, "--datum", "moon"]):
        run(*wrong, code=2)


def test_the_command_locates_a_file_of_points(county, tmp_path):
    points = tmp_path / "points.csv"
    points.write_text("名,经度,纬度\n甲,111.005,33.005\n乙,112,33\n丙,x,\n", encoding="gb18030")
    lines = run("--points", points).splitlines()
    assert lines == ["名,经度,纬度,code", f"甲,111.005,33.005,{WEST}001", "乙,112,33,", "丙,x,,"]
    told = json.loads(run("--points", points, "--json"))
    assert told == {"points": 3, "outside": 1, "unreadable": 1}
    out = tmp_path / "out.csv"
    assert json.loads(run("--points", points, "--out", out, "--json")) == told
    assert out.read_text(encoding="utf-8").splitlines() == lines
    assert "lon" in run("--points", points, "--lon-column", "lon", code=1)


def test_the_command_looks_in_polygons_of_any_file(db, tmp_path):
    features = [
        {"type": "Feature", "properties": {"district": draft.code}, "geometry": as_geojson(draft.shape)}
        for draft in CELLS
    ]
    polygons = tmp_path / "any.geojson"
    polygons.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    assert run("--polygons", polygons, "--key", "district", 111.005, 33.005).strip() == f"{WEST}001"
    run("--polygons", polygons, "--key", "nothing", 111.005, 33.005, code=2)
    points = tmp_path / "points.csv"
    points.write_text("lon,lat\n111.005,33.005\n")
    assert f"111.005,33.005,{WEST}001" in run("--polygons", polygons, "--key", "district", "--points", points)


def test_the_commands_take_divisions_and_cells(db, tmp_path):
    areas = tmp_path / "areas.csv"
    rows = [f"{draft.code},{draft.name},{int(draft.level)},{draft.parent}" for draft in AREAS]
    areas.write_text("\n".join(["code,name,level,parent", *rows]), encoding="utf-8")
    assert json.loads(run(areas, "--json", which=import_areas))["created"] == 4
    cells = tmp_path / "cells.geojson"
    drafts = [*CELLS, cell(EAST, 4, 2.5)]
    features = [
        {"type": "Feature", "properties": {"code": d.code, "name": d.name}, "geometry": as_geojson(d.shape)}
        for d in drafts
    ]
    cells.write_text(
        json.dumps({"type": "FeatureCollection", "features": features}, indent=1), encoding="utf-8"
    )
    told = json.loads(run(cells, "--json", which=import_cells, code=1))
    assert (told["created"], told["problems"][0]["number"]) == (6, 7)
    assert told["problems"][0]["line"] > 100
    words = run(cells, which=import_cells, code=1)
    assert "第7个图形" in words
    assert "未变6" in words
    run(areas, which=import_cells, code=1)


def test_a_cell_that_begins_later_is_not_found_before(areas):
    place_cells([cell(WEST, 1, 0, valid_from=date(2026, 5, 1))], actor=EDITOR, now=NOW)
    assert locate(111.005, 33.005, on=TODAY) is None
    assert locate(111.005, 33.005, on=date(2026, 5, 1)).code == f"{WEST}001"
    assert place_areas(AREAS, actor=EDITOR, now=NOW).unchanged == 4

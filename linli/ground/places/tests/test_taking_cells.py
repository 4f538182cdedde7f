"""Someone who keeps the register takes grid cells from a map file; what does not fit is named and stays out."""

import json
from dataclasses import replace
from datetime import date

import pytest
import shapely
from django.core.exceptions import ImproperlyConfigured

from linli.ground.places.actions import PlaceWrong, place_cells, rename_cell, retire_cell
from linli.ground.places.models import Cell
from linli.ground.places.queries import locate
from linli.ground.places.reading import read_cells, read_outlines
from linli.ground.places.rules import FitRules, fit_rules
from linli.ground.places.tests.conftest import CELLS, EAST, EDITOR, NOW, READER, TODAY, WEST, box, cell
from linli.lib.geojson import as_geojson
from linli.lib.permission import Refused


def take(*drafts, **more):
    return place_cells(drafts, actor=EDITOR, now=NOW, **more)


def test_cells_come_in_each_in_its_village_and_may_come_twice(areas):
    with pytest.raises(Refused):
        place_cells(CELLS, actor=READER, now=NOW)
    assert not Cell.objects.exists()
    report = take(*CELLS)
    assert (len(report.created), report.problems, report.gaps) == (6, [], [])
    assert {one.village.code for one in Cell.objects.all()} == {WEST, EAST}
    assert take(*CELLS).unchanged == 6


def test_a_cell_that_overlaps_is_named_with_both_codes_and_its_area_and_not_taken(county):
    report = take(replace(cell(EAST, 4, 2.5), number=9, line=77), cell(EAST, 5, 6))
    problem = report.problems[0]
    assert (problem.line, problem.number, problem.code, problem.other) == (77, 9, f"{EAST}004", f"{WEST}003")
    assert problem.area == pytest.approx(0.005 * 0.01 * 111_320**2 * 0.8387, rel=0.01)
    assert all(code in problem.reason for code in (problem.code, problem.other))
    assert report.created == [f"{EAST}005"]


def test_of_two_overlapping_cells_in_one_file_the_later_stays_out(areas):
    report = take(cell(WEST, 1, 0), cell(WEST, 2, 0.5), cell(WEST, 3, 1))
    assert report.created == [f"{WEST}001", f"{WEST}003"]
    assert [problem.code for problem in report.problems] == [f"{WEST}002"]


def test_neighbours_may_move_their_common_border_together_and_not_one_alone(county):
    wider, narrower = cell(WEST, 1, 0, shape=box(0, wide=1.5)), cell(WEST, 2, 1, shape=box(1.5, wide=0.5))
    assert [problem.code for problem in take(wider).problems] == [f"{WEST}001"]
    assert take(wider, narrower).changed == [f"{WEST}001", f"{WEST}002"]
    assert locate(111.012, 33.005, on=TODAY).code == f"{WEST}001"


def test_when_one_of_two_moved_neighbours_is_refused_the_other_may_not_take_its_land(county):
    wider, broken = cell(WEST, 1, 0, shape=box(0, wide=1.5)), cell(WEST, 2, 1, shape=box(3))
    report = take(wider, broken)
    assert {problem.code for problem in report.problems} == {f"{WEST}001", f"{WEST}002"}
    assert report.changed == []


def test_a_hair_of_overlap_is_let_pass_as_the_locality_says(areas, tmp_path, settings):
    hair = cell(WEST, 2, 0.999)
    assert take(cell(WEST, 1, 0), hair, rules=FitRules(overlap=2000)).problems == []
    assert fit_rules() == FitRules(overlap=1.0, gap=10.0)
    settings.LOCALITY = tmp_path
    assert fit_rules() == FitRules()
    (tmp_path / "places.toml").write_text("[cells]\noverlap_square_metres = 'much'\n")
    with pytest.raises(ImproperlyConfigured, match=r"places\.toml"):
        fit_rules()


BOW = shapely.Polygon([(111, 33), (111.01, 33.01), (111.01, 33), (111, 33.01)])


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"code": "99010110020"}, "15位"),
        ({"code": "990101100999001"}, "找不到"),
        ({"name": ""}, "没有名称"),
        ({"name": "长" * 101}, "太长"),
        ({"shape": None, "wrong": "not_area"}, "不是面"),
        ({"shape": None, "wrong": "not_degrees"}, "经纬度"),
        ({"shape": None}, "没有边界"),
        ({"shape": BOW}, "相交"),
        ({"shape": shapely.Polygon([(111, 33), (112, 33), (111, 33)])}, "边界"),
    ],
)
def test_a_feature_that_cannot_be_a_cell_is_named_and_the_others_are_taken(areas, change, words):
    report = take(replace(cell(WEST, 9, 8), **change), cell(WEST, 1, 0))
    assert [words in problem.reason for problem in report.problems] == [True]
    assert report.created == [f"{WEST}001"]


def test_the_same_code_twice_in_a_file_is_taken_once(areas):
    report = take(cell(WEST, 1, 0), cell(WEST, 1, 1))
    assert (report.created, len(report.problems)) == ([f"{WEST}001"], 1)


def test_land_that_the_cells_enclose_or_the_outline_holds_is_reported(areas):
    ring = [cell(WEST, n, 0, shape=box(x, y)) for n, (x, y) in enumerate(SURROUND, start=1)]
    report = take(*ring)
    assert len(report.created) == 8
    hole = report.gaps[0]
    assert box(1, 1).contains(shapely.Point(hole.lon, hole.lat))
    assert len(hole.beside) == 8
    assert hole.area == pytest.approx(1.04e6, rel=0.01)
    outline = shapely.box(111, 33, 111.04, 33.03)
    told = take(*ring, outlines={WEST: outline}).gaps
    assert [(gap.inside, round(gap.area / hole.area)) for gap in told] == [("", 1), (WEST, 3)]


SURROUND = [(x, y) for y in range(3) for x in range(3) if (x, y) != (1, 1)]


def test_a_cell_is_renamed_and_retired_and_its_code_stays_dead(county):
    first, second = Cell.objects.filter(village__code=WEST)[:2]
    with pytest.raises(Refused):
        rename_cell(first, "新名", actor=READER, now=NOW)
    assert rename_cell(first, " 新名 ", actor=EDITOR, now=NOW).name == "新名"
    with pytest.raises(PlaceWrong):
        rename_cell(first, " ", actor=EDITOR, now=NOW)
    with pytest.raises(Refused):
        retire_cell(first, on=TODAY, successor=second, actor=READER, now=NOW)
    with pytest.raises(PlaceWrong):
        retire_cell(first, on=TODAY, successor=first, actor=EDITOR, now=NOW)
    retire_cell(first, on=TODAY, successor=second, actor=EDITOR, now=NOW)
    assert locate(111.005, 33.005, on=TODAY) is None
    assert locate(111.005, 33.005, on=date(2026, 3, 1)) == first
    assert "不能再用" in take(CELLS[0]).problems[0].reason
    assert take(cell(WEST, 7, 0)).created == [f"{WEST}007"]
    assert locate(111.005, 33.005, on=TODAY).code == f"{WEST}007"


def test_a_map_file_with_other_property_names_and_datum_becomes_cells(tmp_path):
    feature = {
        "type": "Feature",
        "properties": {"ID": float(f"{WEST}001"), "MC": "第一网格", "类别": "专属网格"},
        "geometry": as_geojson(box(0)),
    }
    other = {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [111, 33]}}
    file = tmp_path / "cells.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": [feature, other]}), encoding="utf-8")
    first, second = read_cells(file, code="ID", name="MC", datum="GCJ-02")
    assert (first.code, first.name, first.dedicated) == (f"{WEST}001", "第一网格", True)
    assert 0.0005 < 111 - first.shape.bounds[0] < 0.02
    assert (second.wrong, second.number, second.line) == ("not_area", 2, 1)
    assert list(read_outlines(file, code="ID")) == [f"{WEST}001"]

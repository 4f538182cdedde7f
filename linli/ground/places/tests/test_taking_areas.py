"""Someone who keeps the register takes divisions from a file, renames one, ends one."""

import json
import os
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from linli.ground.places.actions import (
    AreaDraft,
    PlaceWrong,
    abolish_area,
    place_areas,
    rename_area,
    retire_cell,
)
from linli.ground.places.models import Area, AreaAlias, Cell, Level
from linli.ground.places.queries import area_at, cells_of, chain, in_force, subtree
from linli.ground.places.reading import read_areas
from linli.ground.places.tests.conftest import AREAS, COUNTY, EAST, EDITOR, NOW, READER, TODAY, TOWN, WEST
from linli.lib.permission import Refused
from linli.testing.long import with_time


def village(code):
    return Area.objects.get(level=Level.VILLAGE, code=code)


def test_divisions_come_in_under_their_parents_and_may_come_twice(db):
    with pytest.raises(Refused):
        place_areas(AREAS, actor=READER, now=NOW)
    assert not Area.objects.exists()
    assert place_areas(reversed(AREAS), actor=EDITOR, now=NOW).problems == []
    again = place_areas(AREAS, actor=EDITOR, now=NOW)
    assert (again.created, again.unchanged) == ([], 4)
    assert [area.name for area in chain(village(WEST))] == ["霁溪县", "柘岩镇", "菱园村"]
    assert AreaAlias.objects.get().name == "老湾大队"


def test_the_same_padded_code_at_two_levels_is_two_divisions(db):
    drafts = [
        AreaDraft(1, "990000000000", "某省"),
        AreaDraft(2, "990100000000", "某市", "990000000000"),
        AreaDraft(3, "990100000000", "某市", "990100000000"),
        AreaDraft(4, "990100001000", "某镇", "990100000000"),
    ]
    assert place_areas(drafts, actor=EDITOR, now=NOW).problems == []
    assert [area.level for area in chain(Area.objects.get(level=4))] == [1, 2, 3, 4]


def test_another_name_for_a_known_code_is_a_rename_and_the_old_name_stays_findable(areas):
    report = place_areas([replace(AREAS[3], name="新藕坝村")], actor=EDITOR, now=NOW)
    assert report.renamed == [(EAST, "藕坝村", "新藕坝村")]
    assert (village(EAST).name, village(EAST).aliases.get().valid_to) == (
        "新藕坝村",
        TODAY - timedelta(days=1),
    )
    with pytest.raises(Refused):
        rename_area(village(EAST), "别名村", actor=READER, now=NOW)
    with pytest.raises(PlaceWrong):
        rename_area(village(EAST), " ", actor=EDITOR, now=NOW)
    rename_area(village(EAST), "藕坝新村", actor=EDITOR, now=NOW)
    assert {alias.name for alias in village(EAST).aliases.all()} == {"藕坝村", "新藕坝村"}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"level": 9}, "级别"),
        ({"code": "99010110"}, "12位"),
        ({"code": "９９０１０１１００２０９"}, "12位"),
        ({"name": ""}, "没有名称"),
        ({"name": "长" * 101}, "太长"),
        ({"parent": "990101999000"}, "找不到上级"),
        ({"valid_from": date(2026, 1, 2), "valid_to": date(2026, 1, 1)}, "早于"),
        ({"successor": WEST}, "没有停用日期"),
        ({"valid_to": TODAY, "successor": "990101100999"}, "找不到承接"),
    ],
)
def test_a_row_that_cannot_be_is_named_and_the_others_are_taken(areas, change, words):
    wrong = replace(AreaDraft(5, "990101100209", "新村", TOWN, line=7), **change)
    right = AreaDraft(5, "990101100208", "另一村", TOWN, line=8)
    report = place_areas([wrong, right], actor=EDITOR, now=NOW)
    assert [(problem.line, words in problem.reason) for problem in report.problems] == [(7, True)]
    assert "990101100208" in report.created


def test_a_row_twice_in_one_file_is_taken_once(areas):
    twice = [AreaDraft(5, "990101100208", name, TOWN, line=n) for n, name in enumerate(["甲村", "乙村"], 2)]
    report = place_areas(twice, actor=EDITOR, now=NOW)
    assert village("990101100208").name == "甲村"
    assert [problem.line for problem in report.problems] == [3]


def test_a_code_may_not_move_to_another_parent(areas):
    other = AreaDraft(4, "990101101000", "渌源镇", COUNTY)
    report = place_areas([other, replace(AREAS[3], parent=other.code)], actor=EDITOR, now=NOW)
    assert [problem.code for problem in report.problems] == [EAST]
    assert village(EAST).parent.code == TOWN


def test_an_ended_division_is_read_as_it_was_and_its_code_stays_dead(county):
    day = date(2026, 7, 1)
    west, east = village(WEST), village(EAST)
    with pytest.raises(PlaceWrong, match="在用的"):
        abolish_area(east, on=day, successor=west, actor=EDITOR, now=NOW)
    for cell in Cell.objects.filter(village=east):
        retire_cell(cell, on=day, successor=None, actor=EDITOR, now=NOW)
    with pytest.raises(Refused):
        abolish_area(east, on=day, successor=west, actor=READER, now=NOW)
    with pytest.raises(PlaceWrong, match="同级"):
        abolish_area(east, on=day, successor=east.parent, actor=EDITOR, now=NOW)
    abolish_area(east, on=day, successor=west, actor=EDITOR, now=NOW)
    with pytest.raises(PlaceWrong, match="已经停用"):
        abolish_area(east, on=day, successor=west, actor=EDITOR, now=NOW)
    assert area_at(5, EAST) == east
    assert (area_at(5, EAST, date(2026, 6, 30)), area_at(5, EAST, day)) == (east, west)
    assert in_force(Area.objects.filter(level=5), day).count() == 1
    report = place_areas([AREAS[3]], actor=EDITOR, now=NOW)
    assert "不能再用" in report.problems[0].reason


def test_what_lies_in_an_area_is_found_at_every_level(county):
    county_area = Area.objects.get(level=3)
    assert [cells_of(area).count() for area in (county_area, village(WEST).parent, village(WEST))] == [
        6,
        6,
        3,
    ]
    assert {area.code for area in subtree(county_area)} == {COUNTY, TOWN, WEST, EAST}
    assert list(subtree(village(EAST))) == [village(EAST)]


CSV = """代码,名称,级别,上级,停用日期,承接代码,别名
990101,霁溪县,县,,,,
990101100,柘岩镇,4,990101,,,旧岩公社;柘岩乡
990101100200,菱园村,,990101100,,,
990101100201,藕坝村,5,990101100,2026/01/01,990101100200,
9901X,坏行,5,,,,
990101100202,日期坏,5,990101100,明天,,
"""


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_table_with_chinese_columns_in_any_encoding_is_read(tmp_path, db, encoding):
    file = tmp_path / "areas.csv"
    file.write_text(CSV, encoding=encoding)
    found = read_areas(file)
    assert [(draft.level, draft.code, draft.parent) for draft in found.drafts] == [
        (3, COUNTY, ""),
        (4, TOWN, COUNTY),
        (5, WEST, TOWN),
        (5, EAST, TOWN),
    ]
    assert [problem.line for problem in found.problems] == [6, 7]
    assert place_areas(found.drafts, actor=EDITOR, now=NOW).problems == []
    assert area_at(5, EAST, date(2026, 1, 1)).name == "藕坝村"
    assert area_at(5, EAST, date(2026, 1, 2)).name == "菱园村"
    assert AreaAlias.objects.count() == 2


def test_a_list_of_objects_without_parents_is_read_by_the_codes(tmp_path, db):
    file = tmp_path / "areas.json"
    rows = [
        {"code": code, "name": name} for code, name in ((WEST, "菱园村"), (TOWN, "柘岩镇"), ("99", "某省"))
    ]
    file.write_text(json.dumps(rows), encoding="utf-8")
    found = read_areas(file)
    assert [(draft.level, draft.parent) for draft in found.drafts] == [(5, TOWN), (4, COUNTY), (1, "")]
    assert [problem.code for problem in place_areas(found.drafts, actor=EDITOR, now=NOW).problems] == [
        TOWN,
        WEST,
    ]


DATA = os.environ.get("LINLI_DATA", "")


@with_time
@pytest.mark.skipif(not DATA, reason="LINLI_DATA is not set: no real divisions to take")
def test_all_divisions_of_the_country_come_in_whole(db, tmp_path):
    table = pytest.importorskip("pyarrow.parquet").read_table(
        Path(DATA) / "divisions" / "divisions_5level_2023.parquet"
    )
    pytest.importorskip("pyarrow.csv").write_csv(table, tmp_path / "divisions.csv")
    found = read_areas(tmp_path / "divisions.csv")
    report = place_areas(found.drafts, actor=EDITOR, now=NOW)
    assert (found.problems, report.problems, len(report.created)) == ([], [], 665_276)
    assert Area.objects.filter(level__gt=1, parent=None).count() == 0
    assert Area.objects.count() == 665_276

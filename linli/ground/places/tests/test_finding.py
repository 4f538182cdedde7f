"""A resident without a map says a place in words: a grid code, a village and a house number, a landmark, an old name."""

from datetime import date

import pytest

from linli.ground.places.actions import (
    AreaDraft,
    HousesDraft,
    LandmarkDraft,
    abolish_area,
    place_areas,
    place_houses,
    place_landmarks,
    rename_area,
    retire_cell,
)
from linli.ground.places.models import Area, Cell
from linli.ground.places.queries import find_place
from linli.ground.places.tests.conftest import AREAS, EAST, EDITOR, NOW, READER, TODAY, WEST
from linli.lib.permission import Refused

HOUSES = [
    HousesDraft(f"{WEST}001", 1, 60),
    HousesDraft(f"{WEST}002", 61, 130),
    HousesDraft(f"{WEST}003", 1, 20, lane="槐树巷"),
]
MARKS = [LandmarkDraft("菱园小学", 111.015, 33.005), LandmarkDraft("石拱桥", 111.045, 33.005)]


@pytest.fixture
def marked(county):
    assert place_houses(HOUSES, actor=EDITOR, now=NOW) == []
    assert place_landmarks(MARKS, actor=EDITOR, now=NOW) == []


def cells(text, on=TODAY):
    return [hit.cell and hit.cell.code[-4:] for hit in find_place(text, on=on)]


def names(text, on=TODAY):
    return [(hit.kind, hit.area.name, hit.said, hit.rest) for hit in find_place(text, on=on)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"{WEST}002", ["0002"]),
        (f" {WEST[:6]} {WEST[6:]}002 ", ["0002"]),
        ("菱园村61号", ["0002"]),
        ("菱园 60", ["0001"]),
        ("柘岩镇菱园村１３０号", ["0002"]),
        ("霁溪县柘岩镇菱园村委会槐树巷 20 号", ["0003"]),
        ("菱园小学", ["0002"]),
        ("藕坝村石拱桥", ["1002"]),
        ("小学", ["0002"]),
        ("藕坝村第2网格", ["1002"]),
        ("菱园村131号", [None]),
        ("没有的地方", []),
        ("", []),
        ("号", []),
        ("9" * 15, []),
        ("123", []),
    ],
)
def test_words_for_a_place_lead_to_its_cell(marked, text, found):
    assert cells(text) == found


def test_what_was_not_understood_is_given_back(marked):
    assert names("菱园村131号") == [("area", "菱园村", "", "131号")]
    assert names("菱园村61号后院") == [("house", "菱园村", "", "后院")]
    assert names(WEST) == [("area", "菱园村", "", "")]


def test_a_place_with_the_same_name_in_two_towns_gives_both_and_the_town_decides(marked):
    more = [
        AreaDraft(4, "990101101000", "渌源镇", "990101000000"),
        AreaDraft(5, "990101101200", "菱园村", "990101101000"),
    ]
    place_areas(more, actor=EDITOR, now=NOW)
    assert len(find_place("菱园村", on=TODAY)) == 2
    assert [hit.area.code for hit in find_place("渌源镇菱园村", on=TODAY)] == ["990101101200"]
    assert [hit.full_name for hit in find_place("渌源菱园", on=TODAY)] == ["霁溪县渌源镇菱园村"]


def test_old_names_are_still_understood_and_lead_to_what_stands_today(marked):
    assert names("老湾大队")[0][:3] == ("area", "菱园村", "老湾大队")
    village = Area.objects.get(code=EAST)
    rename_area(village, "新藕村", actor=EDITOR, now=NOW)
    assert names("藕坝村石拱桥") == [("landmark", "新藕村", "藕坝村", "")]
    day = date(2026, 7, 1)
    for cell in Cell.objects.filter(village=village):
        retire_cell(cell, on=day, successor=Cell.objects.get(code=f"{WEST}001"), actor=EDITOR, now=NOW)
    abolish_area(village, on=day, successor=Area.objects.get(code=WEST), actor=EDITOR, now=NOW)
    assert names("新藕村", date(2026, 6, 30)) == [("area", "新藕村", "", "")]
    assert names("新藕村", day) == [("area", "菱园村", "新藕村", "")]
    assert cells(f"{EAST}002", day) == ["0001"]


def test_landmarks_and_houses_that_lie_nowhere_are_named_and_the_others_taken(county):
    with pytest.raises(Refused):
        place_landmarks(MARKS, actor=READER, now=NOW)
    with pytest.raises(Refused):
        place_houses(HOUSES, actor=READER, now=NOW)
    far = LandmarkDraft("海上灯塔", 120, 10, line=4)
    assert [problem.line for problem in place_landmarks([far, *MARKS, *MARKS], actor=EDITOR, now=NOW)] == [4]
    wrong = [HousesDraft("0" * 15, 1, 2, line=2), HousesDraft(f"{WEST}001", 5, 4, line=3)]
    assert [problem.line for problem in place_houses([*wrong, *HOUSES], actor=EDITOR, now=NOW)] == [2, 3]
    assert place_houses([HousesDraft(f"{WEST}001", 5, 9)], actor=EDITOR, now=NOW) == []
    assert cells("菱园村60号") == [None]


def test_finding_a_place_takes_few_queries(marked, django_assert_max_num_queries):
    assert len(AREAS) == 4
    with django_assert_max_num_queries(12):
        find_place("霁溪县柘岩镇菱园村槐树巷20号", on=TODAY)

"""The demonstration county is whole: every place in it lies in exactly one cell, and it is nobody's real county."""

import os
from collections import Counter, defaultdict
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from linli.config.demonstration import place_names
from linli.config.demonstration.geography import lay_out, load
from linli.ground.people.actor import SYSTEM, resident
from linli.ground.places import sketch
from linli.ground.places.models import Area, Cell
from linli.ground.places.queries import find_place, locate
from linli.lib.permission import Refused

NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)
LAND = lay_out()
SHAPES = [draft.shape for draft in LAND.cells]


def test_the_county_has_its_towns_villages_and_cells():
    assert Counter(int(draft.level) for draft in LAND.areas) == {3: 1, 4: 5, 5: 28}
    assert len({draft.code for draft in LAND.cells}) == 641
    assert {draft.code[:12] for draft in LAND.cells} == {
        draft.code for draft in LAND.areas if draft.level == 5
    }
    names = [draft.name for draft in (*LAND.areas, *LAND.cells, *LAND.landmarks)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("seed", [2026, 1, 7])
def test_cells_villages_and_towns_fit_without_gap_or_overlap_and_hang_together(seed):
    land = lay_out(seed)
    shapes = [draft.shape for draft in land.cells]
    assert shapely.is_valid(shapes).all()
    assert shapely.coverage_is_valid(shapes)
    for digits in (6, 9, 12):
        groups = defaultdict(list)
        for draft in land.cells:
            groups[draft.code[:digits]].append(draft.shape)
        assert {shapely.union_all(group).geom_type for group in groups.values()} == {"Polygon"}
    assert len(shapely.union_all(shapes).interiors) == 0


def test_the_same_seed_gives_the_same_land_and_another_seed_another():
    assert lay_out(2026) == LAND
    assert lay_out(1) != LAND


def test_only_someone_who_may_edit_places_puts_the_county_in_place(db):
    with pytest.raises(Refused):
        load(LAND, actor=resident(), now=NOW)
    assert not Area.objects.exists()
    load(LAND, actor=SYSTEM, now=NOW)
    assert Cell.objects.count() == 641


class InTheCounty(TestCase):
    @classmethod
    def setUpTestData(cls):
        load(LAND, actor=SYSTEM, now=NOW)

    @settings(max_examples=80, deadline=None)
    @given(st.floats(110.10, 110.56), st.floats(32.69, 33.03))
    def test_every_place_lies_in_the_cell_that_a_search_by_hand_finds_or_in_none(self, lon, lat):
        point = shapely.Point(lon, lat)
        holding = [draft.code for draft in LAND.cells if draft.shape.intersects(point)]
        found = locate(lon, lat, on=TODAY)
        assert (found and found.code) == min(holding, default=None)

    @settings(max_examples=80, deadline=None)
    @given(st.sampled_from(range(641)), st.data())
    def test_every_corner_that_cells_share_lies_in_the_first_of_them(self, index, data):
        lon, lat = data.draw(st.sampled_from(list(SHAPES[index].exterior.coords)))
        holding = [draft.code for draft in LAND.cells if draft.shape.intersects(shapely.Point(lon, lat))]
        assert locate(lon, lat, on=TODAY).code == min(holding)

    def test_every_landmark_and_every_house_is_found_by_its_words(self):
        names = {draft.code: draft.name for draft in LAND.areas}
        for mark in LAND.landmarks[::7]:
            assert [hit.cell.code for hit in find_place(mark.name, on=TODAY)] == [mark.cell]
        for run in LAND.houses[::20]:
            hits = find_place(f"{names[run.cell[:12]]}{run.lane}{run.last}号", on=TODAY)
            assert [hit.cell.code for hit in hits] == [run.cell]

    def test_the_map_of_the_county_is_light_and_leaves_no_land_out(self):
        drawn = sketch.outline(Area.objects.get(level=3), on=TODAY, of=5)
        assert len(drawn) == 28
        assert sum(len(ring) for shape in drawn for ring in shape.rings) < 4000
        together = shapely.union_all([shapely.Polygon(shape.rings[0]) for shape in drawn])
        whole = shapely.union_all(SHAPES)
        assert together.symmetric_difference(whole).area < whole.area / 100


DATA = os.environ.get("LINLI_DATA", "")


@pytest.mark.skipif(not DATA, reason="LINLI_DATA is not set: no real divisions to compare with")
def test_no_name_of_the_county_is_a_real_place():
    table = pytest.importorskip("pyarrow.parquet").read_table(
        Path(DATA) / "divisions" / "divisions_5level_2023.parquet"
    )
    real = "|".join(table["name"].to_pylist())
    ours = [place_names.COUNTY[:2], *(town[:2] for town in place_names.TOWNS)]
    assert [name for name in (*ours, *place_names.COMMUNITIES, *place_names.VILLAGES) if name in real] == []

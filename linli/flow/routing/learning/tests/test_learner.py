"""What was handled by whom, day by day, says who is likely to handle the next, and why."""

from datetime import timedelta

import pytest
from hypothesis import given, settings

from linli.flow.routing.learning.learner.contexts import Level
from linli.flow.routing.learning.learner.learning import Learner
from linli.flow.routing.learning.tests.orders import (
    EAST,
    FIRST,
    WEST,
    dated,
    order,
    question,
    some_days,
)
from linli.flow.routing.learning.words import why


def taught(*orders):
    learner = Learner()
    for one in orders:
        learner.learn(one)
    return learner


def first(learner, day, **said):
    return learner.predict(question(day, **said))[0]


def test_nobody_is_suggested_before_anything_was_learned():
    assert Learner().predict(question()) == []
    assert taught(order(unit="")).predict(question()) == []


def test_the_unit_that_handles_a_category_is_suggested_with_the_counts_that_speak_for_it():
    learner = taught(
        *[order(day) for day in range(8)], order(8, unit="HB"), order(8, unit="HB", category="N1")
    )
    found = first(learner, 9)
    assert (found.unit, found.level, found.n, found.of) == ("SW", Level.CATEGORY_VILLAGE, 8, 9)
    assert (found.last_seen, found.share) == (FIRST + timedelta(days=7), 8 / 9)
    suggested = learner.predict(question(9))
    assert [one.unit for one in suggested] == ["SW", "HB"]
    assert sum(one.chance for one in suggested) == pytest.approx(1)


def test_the_reason_is_a_sentence():
    learner = taught(*[order(day) for day in range(8)], order(8, unit="HB"))
    assert why(first(learner, 9)) == (
        "本村社区这个分类过去 9 件里有 8 件由它办理，占 89%，最近一件是 2026-03-09。"
    )


def test_without_a_case_in_the_village_the_evidence_is_sought_further_away():
    learner = taught(*[order(day) for day in range(4)], *[order(4, unit="HB", category="N1")] * 3)
    levels = {
        Level.CATEGORY_TOWN: {"place": ("1", "12")},
        Level.CATEGORY_CHANNEL: {"place": WEST},
        Level.CATEGORY: {"place": WEST, "channel": "门户"},
        Level.WIDER_CATEGORY: {"place": WEST, "channel": "门户", "category": "W9"},
    }
    for level, said in levels.items():
        assert (first(learner, 9, **said).unit, first(learner, 9, **said).level) == ("SW", level)


def test_what_was_handled_lately_weighs_more_than_what_was_handled_long_ago():
    learner = taught(*[order(day, unit="OLD") for day in range(12)], *[order(day + 400) for day in range(6)])
    assert first(learner, 410).unit == "SW"


def test_a_town_learns_from_the_same_office_of_another_town():
    east = [order(day, "E", "东河镇执法队", category="N1") for day in range(5)]
    west = [order(day, "W", "西岭镇执法队", category="M1", place=WEST) for day in range(5)]
    others = [order(day, "SW", place=WEST) for day in range(9)]
    assert first(taught(*east, *west, *others), 9, category="N1", place=WEST).unit == "W"


def test_a_renamed_unit_is_suggested_in_place_of_the_old_one_before_it_did_such_work_itself():
    work = [order(day, "8", "巡查一队", category=c) for day in range(40) for c in ("N1", "N2")]
    others = [order(day, "SW", "水务局", category="W1", place=WEST) for day in range(60)]
    new = [order(day, "9", "巡查一队（东河镇）", category="N1") for day in range(41, 50)]
    learner = taught(*sorted([*work, *others, *new], key=lambda one: one.day))
    found = first(learner, 52, category="N2")
    assert (found.unit, found.formerly, found.n) == ("9", "8", 40)
    (rename,) = learner.renames(on=found.last_seen + timedelta(days=12))
    assert (rename.old, rename.new, rename.since) == ("8", "9", FIRST + timedelta(days=41))
    learner.learn(order(53, "8", "巡查一队", category="N2"))
    assert first(learner, 54, category="N2").unit == "8"


def test_a_unit_that_kept_its_code_goes_by_its_new_name_at_once():
    learner = taught(*[order(day, name="水务局") for day in range(5)], order(6, name="水利局"))
    assert first(learner, 7).unit_name == "水利局"


@settings(max_examples=30, deadline=None)
@given(some_days)
def test_any_orders_give_units_that_exist_once_each_and_chances_between_none_and_one(days):
    orders = dated(days)
    learner = taught(*orders)
    found = learner.predict(question(len(days), place=EAST))
    known = {one.unit for one in orders} - {""}
    assert {one.unit for one in found} <= known
    assert len(found) == min(3, len(known)) == len({one.unit for one in found})
    assert all(0 <= one.chance <= 1 and 0 < one.n <= one.of for one in found)
    assert [one.chance for one in found] == sorted((one.chance for one in found), reverse=True)

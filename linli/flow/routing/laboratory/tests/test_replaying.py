"""What a draft would have done to the matters of the last twelve months."""

import json
from datetime import timedelta
from pathlib import Path
from unittest import mock
from uuid import UUID

import pytest
from click.testing import CliRunner

from linli.core.matters.models import Category
from linli.flow.intake.submission import Spot
from linli.flow.routing import actions as routing
from linli.flow.routing.laboratory import actions
from linli.flow.routing.laboratory.commands import routing as command
from linli.flow.routing.laboratory.models import DraftRule, Moved, Replay
from linli.flow.routing.laboratory.replaying.findings import conflicts, dead, shadowed
from linli.flow.routing.laboratory.rule_sets import Surroundings, book_in_force, book_of
from linli.flow.routing.models import Duty, Rule
from linli.ground.people.models import Unit
from linli.testing.makers import MONDAY

TODAY = MONDAY.date()
YEAR = timedelta(days=365)
LATER = MONDAY + timedelta(hours=1)


@pytest.fixture
def year(centre):
    """Three matters: two about leaks in the east (large, small), one without category in the west (small)."""
    west = Spot(village_id=centre.cast.west_village.id)
    return [
        centre.bring(),
        centre.bring(severity="small"),
        centre.bring(severity="small", category_id=None, spot=west),
    ]


def replayed(draft, actor):
    replay = actions.ask_matters(draft.id, since=LATER - YEAR, until=LATER, on=TODAY, actor=actor, now=LATER)
    return actions.carry_out(replay, now=LATER)


def test_the_replay_counts_what_changes_from_whom_to_whom_and_which_rule_decides(
    centre, year, draft, registrar
):
    cast = centre.cast
    row = DraftRule.objects.get(draft=draft, sentence="小事不出村")
    actions.change_rule(draft.id, row.id, {"to": "town"}, actor=registrar.actor, now=MONDAY)
    found = replayed(draft, registrar.actor).found
    assert (found["asked"], found["changed"]) == (3, 2)
    assert sorted(found["moved"]) == sorted(
        [
            [str(cast.east_committee.id), str(cast.east_town.id), 1],
            [str(cast.west_committee.id), str(cast.west_town.id), 1],
        ]
    )
    assert found["rules_after"][str(row.id)] == 2
    assert found["loads_after"][str(cast.east_town.id)] == 1
    kept = {UUID(bytes=bytes(moved.matters)) for moved in Moved.objects.all()}
    assert kept == {one.matter_id for one in year[1:]}


def test_a_draft_that_changes_nothing_changes_nothing(centre, year, draft, registrar):
    found = replayed(draft, registrar.actor).found
    assert (found["asked"], found["changed"], found["gaps"]) == (3, 0, [])
    assert found["rules_before"] == found["rules_after"]


def test_the_severity_of_the_intake_is_asked_not_the_one_of_today(centre, year, draft, registrar):
    routing.classify(
        year[0].matter_id,
        category_id=centre.leak.id,
        severity="urgent",
        actor=centre.cast.clerk.actor,
        now=LATER,
    )
    found = replayed(draft, registrar.actor).found
    assert str(centre.cast.centre.id) not in found["loads_before"]


def test_what_nobody_is_responsible_for_is_counted_where_it_is(centre, year, draft, registrar):
    for row in draft.rules.all():
        actions.end_rule(draft.id, row.id, actor=registrar.actor, now=MONDAY)
    found = replayed(draft, registrar.actor).found
    assert found["rules_after"] == {"": 3}
    assert sum(gap[-1] for gap in found["gaps"]) == 3


def test_a_later_replay_takes_the_place_of_the_earlier_one_and_others_keep_theirs(
    centre, year, draft, registrar
):
    replayed(draft, centre.cast.leader.actor)
    replayed(draft, registrar.actor)
    replayed(draft, registrar.actor)
    assert Replay.objects.count() == 2


def test_the_worker_carries_out_what_waits_and_what_was_left_half_done(centre, year, draft, registrar):
    replay = actions.ask_matters(
        draft.id, since=LATER - YEAR, until=LATER, on=TODAY, actor=registrar.actor, now=LATER
    )
    Replay.objects.filter(id=replay.id).update(stage="running", begun_at=LATER, done=2)
    assert actions.run_waiting(now=LATER) == 0
    assert actions.run_waiting(now=LATER + timedelta(minutes=11)) == 1
    replay.refresh_from_db()
    assert (replay.stage, replay.done, replay.found["asked"]) == ("done", 3, 3)
    assert actions.run_waiting(now=LATER + timedelta(hours=1)) == 0


NAMES = """日期,社区,一级分类,二级分类,轻重,责任单位
2026-02-01,柳湾村,供水,管道漏水,,晴川县水务局
2026-02-02,柳湾村,噪声,,大事,没有的局
2026-02-03,没有的村,噪声,,,
2026-02-03,柳湾村,不知道,,,
2026-02-03,柳湾村,噪声,,天大,
"""


def test_a_file_is_asked_the_same_and_what_it_says_is_set_against_who_had_it(centre, draft, registrar):
    replay = actions.ask_file(
        draft.id, NAMES.encode(), name="旧单.csv", on=TODAY, actor=registrar.actor, now=LATER
    )
    assert [bad[0] for bad in replay.asked["bad"]] == [4, 5, 6]
    assert replay.asked["strangers"] == [["没有的局", 1]]
    found = actions.carry_out(replay, now=LATER).found
    assert found["asked"] == 2
    assert found["handled"] == {"known": 1, "before": 1, "after": 1}


def test_the_command_replays_and_tells_in_one_document(centre, year, draft, registrar, tmp_path):
    args = ["replay", str(draft.id), "--since", "2025-03-03", "--until", "2026-03-02", "--json"]
    done = CliRunner().invoke(command, args)
    assert done.exit_code == 0, done.output
    assert json.loads(done.output)["asked"] == 3
    file = Path(tmp_path, "old.csv")
    file.write_text(NAMES, encoding="utf-8")
    done = CliRunner().invoke(command, ["replay", str(draft.id), "--file", str(file), "--json"])
    assert done.exit_code == 1, "rows were not understood"
    assert json.loads(done.output)["bad_rows"] == 3
    assert CliRunner().invoke(command, ["replay", "nothing"]).exit_code == 2


def test_rules_that_earlier_ones_leave_nothing_to_are_named_with_those(centre):
    rules = list(Rule.objects.order_by("place"))
    assert shadowed(rules) == []
    again = Rule(place=9, severity="small", kind="help", to="village", sentence="又是小事")
    urgent = Rule(place=10, severity="urgent", to="duty", sentence="急事按清单")
    hard = Rule(place=11, severity="hard", to="town", sentence="难事到镇")
    found = {
        one.rule.sentence: [by.sentence for by in one.by] for one in shadowed([*rules, again, urgent, hard])
    }
    assert found == {"又是小事": ["小事不出村"], "急事按清单": ["急事直报县中心"]}


def test_lines_that_contradict_each_other_on_a_common_day_are_found(centre):
    cast, water = centre.cast, Category.objects.get(code="W")
    Duty.objects.create(category=water, unit=cast.east_town, valid_to=TODAY)
    Duty.objects.create(category=water, unit=cast.west_town, valid_from=TODAY + timedelta(days=1))
    Duty.objects.create(category=water, unit=cast.water, area=cast.east)
    found = conflicts(Duty.objects.all())
    pairs = {frozenset([one.first.unit.code, one.second.unit.code]) for one in found if one.names_two}
    assert pairs == {frozenset(["SW", "DH"]), frozenset(["SW", "XL"])}
    assert not [one for one in found if not one.names_two]


def test_units_that_are_over_without_a_successor_are_named_with_their_lines(centre, draft):
    cast = centre.cast
    Unit.objects.filter(id=cast.water.id).update(valid_to=TODAY - timedelta(days=1))
    book = book_of(draft, Surroundings.load(on=TODAY))
    assert [(one.unit.code, one.is_over, len(one.lines)) for one in dead(book)] == [("SW", True, 1)]
    Unit.objects.filter(id=cast.water.id).update(successor=cast.east_town)
    assert dead(book_in_force(Surroundings.load(on=TODAY))) == []


def test_a_replay_that_fails_says_so_and_stops_nothing(centre, year, draft, registrar):
    replay = actions.ask_matters(
        draft.id, since=LATER - YEAR, until=LATER, on=TODAY, actor=registrar.actor, now=LATER
    )
    with mock.patch("linli.flow.routing.laboratory.actions.replaying.book_of", side_effect=ValueError):
        assert actions.run_waiting(now=LATER) == 1
    replay.refresh_from_db()
    assert replay.stage == "failed"

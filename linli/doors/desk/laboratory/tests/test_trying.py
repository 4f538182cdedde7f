"""What the laboratory shows before anything is published: replays, gaps, one matter tried, what was learned."""

from datetime import timedelta
from unittest import mock

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from linli.core.matters.models import Category
from linli.flow.intake.submission import Spot
from linli.flow.routing.laboratory import actions
from linli.flow.routing.laboratory.models import DraftRule, Replay
from linli.flow.routing.learning.proposals import ProposedDuty, ProposedSuccessor
from linli.ground.people.models import Post, Posting, Role, Unit
from linli.testing.cast import SINCE
from linli.testing.makers import MONDAY

TODAY = MONDAY.date()
ASKED = {"since": TODAY - timedelta(days=365), "until": TODAY, "on": TODAY}


def address(draft, rest=""):
    return f"/desk/laboratory/{draft.id}/{rest}"


@pytest.fixture
def changed(centre, draft):
    """Three matters came; the draft sends small ones to the town."""
    centre.bring()
    centre.bring(severity="small")
    centre.bring(severity="small", category_id=None, spot=Spot(village_id=centre.cast.west_village.id))
    row = DraftRule.objects.get(draft=draft, sentence="小事不出村")
    actions.change_rule(draft.id, row.id, {"to": "town"}, actor=centre.cast.leader.actor, now=MONDAY)
    actions.add_rule(
        draft.id,
        {"sentence": "急事按清单", "severity": "urgent", "to": "duty"},
        actor=centre.cast.leader.actor,
        now=MONDAY,
    )
    return draft


def test_a_replay_says_what_changes_and_opens_the_matters_behind_each_number(centre, leader, changed):
    answer = leader.post(address(changed, "replay/"), ASKED, follow=True).text
    assert "3 件中 2 件" in answer
    assert "西岭镇综治中心" in answer
    assert "前面的“急事直报县中心”总是先定了" in answer
    before, after = centre.cast.west_committee.id, centre.cast.west_town.id
    listed = leader.get(address(changed, "replay/matters/"), {"before": before, "after": after}).text
    assert listed.count('class="row') == 1
    assert "试算里有1件" in listed
    sheet = leader.get(address(changed, "replay/moves.csv")).getvalue().decode("utf-8-sig")
    assert "松坪村村民委员会,西岭镇综治中心,1" in sheet
    for table in ("loads", "rules", "conflicts", "units"):
        assert leader.get(address(changed, f"replay/{table}.csv")).status_code == 200
    assert leader.get(address(changed, "replay/people.csv")).status_code == 404
    assert "2件会换单位" in leader.get(address(changed)).text


def test_who_sees_no_matters_gets_the_counts_and_opens_none(keeper, changed):
    assert "3 件中 2 件" in keeper.post(address(changed, "replay/"), ASKED, follow=True).text
    listed = keeper.get(address(changed, "replay/matters/")).text
    assert "没有您能看到的事项" in listed
    assert "水管" not in listed


def test_a_replay_is_of_who_asked_for_it(keeper, leader, changed):
    leader.post(address(changed, "replay/"), ASKED)
    assert "会换单位的" not in keeper.get(address(changed, "replay/")).text
    assert keeper.get(address(changed, "replay/matters/")).status_code == 404


def test_a_long_replay_is_left_to_the_worker_and_shows_how_far_it_is(centre, leader, changed):
    with mock.patch.object(actions, "AT_ONCE", 2):
        page = leader.post(address(changed, "replay/"), ASKED, follow=True).text
    assert "排着队" in page
    assert "<progress" in leader.get(address(changed, "replay/progress/")).text
    actions.run_waiting(now=MONDAY)
    answer = leader.get(address(changed, "replay/progress/"))
    assert (answer.status_code, answer.headers["HX-Refresh"]) == (286, "true")
    Replay.objects.update(stage="failed")
    assert "没有算成" in leader.get(address(changed, "replay/")).text


def test_a_table_of_old_orders_is_replayed_and_rows_not_understood_are_named(centre, leader, changed):
    table = "日期,社区,一级分类,二级分类,责任单位\n2026-02-01,柳湾村,供水,管道漏水,晴川县水务局\n2026-02-01,柳湾村,不知道,,\n"
    file = SimpleUploadedFile("旧单.csv", table.encode())
    said = {"file": file, "severity": "large"}
    page = leader.post(address(changed, "replay/"), said, follow=True).text
    assert "有1行没有看懂" in page
    assert "第3行：没有分类“不知道”。" in page
    assert "草稿猜中的" in page
    bad = SimpleUploadedFile("x.csv", b"%PDF-1.7")
    assert leader.post(address(changed, "replay/"), {"file": bad, "severity": ""}).status_code == 422


def test_what_cannot_be_replayed_is_said(leader, changed):
    wrong = {**ASKED, "until": TODAY - timedelta(days=400)}
    assert leader.post(address(changed, "replay/"), wrong).status_code == 422


def test_the_gap_map_counts_places_and_categories_without_an_owner(centre, leader, changed):
    for row in changed.rules.exclude(to="duty"):
        actions.end_rule(changed.id, row.id, actor=centre.cast.leader.actor, now=MONDAY)
    leader.post(address(changed, "replay/"), ASKED)
    page = leader.get(address(changed, "gaps/")).text
    assert "<b>2</b>/2" in page, "two villages in the east have nobody for noise"
    assert "<b>1</b>/1" in page
    assert "1件" in page, "the small matter in the west had no category"
    assert f"category={centre.noise.id}&amp;severity=small&amp;area={centre.cast.east.id}" in page
    east = leader.get(address(changed, "gaps/"), {"town": centre.cast.east.code}).text
    assert "石桥村" in east
    assert "供水" not in leader.get(address(changed, "gaps/"), {"below": "W"}).text
    sheet = leader.get(address(changed, "gaps/export.csv")).getvalue().decode("utf-8-sig").splitlines()
    assert "东河镇,噪声,小事,2,2,0" in sheet
    assert "东河镇,供水,小事,0,2,0" in sheet
    assert "西岭镇,没有分类,小事,1,1,1" in sheet
    form = leader.get(address(changed, "duties/add/"), {"category": centre.noise.id, "severity": "small"})
    assert f'value="{centre.noise.id}" selected' in form.text
    assert leader.get(address(changed, "gaps/"), {"severity": "x"}).status_code == 404


def test_one_matter_is_tried_under_both_rule_sets_side_by_side(centre, leader, changed):
    asked = {"severity": "small", "category": centre.leak.id, "place": centre.cast.east_village.id}
    page = leader.get(address(changed, "try/"), asked).text
    assert "柳湾村村民委员会" in page
    assert "东河镇综治中心" in page
    assert "说的不是这一类" in page
    assert leader.get(address(changed, "try/"), {"severity": "x"}).status_code == 200


def proposals(centre):
    known = {"n": 45, "of": 50, "share": 0.9, "since": TODAY, "last_seen": TODAY, "area_id": None}
    known |= {"area_code": "", "area_name": ""}
    noise, water = centre.noise, Category.objects.get(code="W")
    town = centre.cast.west_town
    unit = {"unit_id": town.id, "unit_code": town.code, "unit_name": town.name}

    def about(category):
        return {"category_id": category.id, "category_code": category.code, "category_name": category.name}

    return [
        ProposedDuty(**about(noise), **unit, **known, standing="absent"),
        ProposedDuty(
            **about(water), **unit, **known, standing="contradicts", listed_unit_name="晴川县水务局"
        ),
    ]


@pytest.fixture
def learned(centre):
    """Somebody learned two lines and that the west town seems to have taken over from the east one."""
    old, new = centre.cast.east_town, centre.cast.west_town
    successor = ProposedSuccessor(
        old.id, old.code, old.name, new.id, new.code, new.name, TODAY, 0.8, ("名称相近",)
    )
    room = "linli.flow.routing.laboratory.actions.adopting"
    page = "linli.doors.desk.laboratory.views.learned"
    with (
        mock.patch(f"{room}.proposed_duties", return_value=proposals(centre)),
        mock.patch(f"{page}.proposed_duties", return_value=proposals(centre)),
        mock.patch(f"{room}.proposed_successors", return_value=[successor]),
        mock.patch(f"{page}.proposed_successors", return_value=[successor]),
    ):
        yield successor


def test_what_was_learned_is_taken_into_a_draft_only_by_hand(centre, leader, draft, learned):
    page = leader.get("/desk/laboratory/learned/").text
    assert "清单上是晴川县水务局" in page
    assert "45 / 50" in page
    assert draft.duties.count() == 0
    keys = [f"{one.category_id}::{one.unit_id}" for one in proposals(centre)]
    answer = leader.post("/desk/laboratory/learned/adopt/", {"draft": draft.id, "line": keys}, follow=True)
    assert "有2行放进了草稿" in answer.text
    assert "以往50件里有45件由它办" in answer.text
    assert {bool(row.base_id) for row in draft.duties.all()} == {True, False}
    leader.post("/desk/laboratory/learned/adopt/", {"draft": draft.id, "line": keys})
    assert draft.duties.count() == 2
    for wrong in ({"line": keys}, {"draft": draft.id}, {"draft": draft.id, "line": "x"}):
        assert leader.post("/desk/laboratory/learned/adopt/", wrong).status_code == 302
    assert "噪声" in leader.get("/desk/laboratory/learned/export.csv").getvalue().decode("utf-8-sig")


def test_a_successor_is_written_down_by_who_keeps_the_units(centre, keeper, registrar, draft, learned):
    said = {"old": learned.old_id, "new": learned.new_id}
    assert keeper.post("/desk/laboratory/learned/successors/", said).status_code == 404
    post = Post.objects.create(unit=registrar.unit, role=Role.objects.get(code="personnel"), name="账号岗")
    Posting.objects.create(post=post, staff=registrar.staff, valid_from=SINCE)
    assert "记为承接" in keeper.get("/desk/laboratory/learned/").text
    keeper.post("/desk/laboratory/learned/successors/", said)
    assert Unit.objects.get(id=learned.old_id).successor_id == learned.new_id
    other = {"old": learned.new_id, "new": learned.old_id}
    assert keeper.post("/desk/laboratory/learned/successors/", other).status_code == 302
    assert Unit.objects.get(id=learned.new_id).successor_id is None


def test_a_table_teaches_as_well(centre, leader, draft):
    bad = SimpleUploadedFile("x.csv", b"%PDF-1.7")
    assert leader.post("/desk/laboratory/learned/", {"file": bad}).status_code == 422

"""A leader drafts rules at the desk, tries them, publishes them for a day and takes them back."""

from datetime import timedelta

import pytest
import time_machine

from linli.flow.routing.laboratory import actions
from linli.flow.routing.laboratory.models import Draft, DraftRule
from linli.flow.routing.models import Duty, Rule
from linli.flow.routing.queries import Question, decide
from linli.testing.makers import MONDAY

BASE = "/desk/laboratory/"
TODAY = MONDAY.date()
NEXT = TODAY + timedelta(days=7)


def address(draft, rest=""):
    return f"{BASE}{draft.id}/{rest}"


def rule_of(draft, sentence):
    return DraftRule.objects.get(draft=draft, sentence=sentence)


def test_the_whole_way_from_a_draft_to_monday_and_back(centre, leader, at_desk):
    answer = leader.post(BASE, {"name": "春季调整", "reason": "小事太多"}, follow=True)
    assert "小事不出村" in answer.text
    draft = Draft.objects.get()
    small = rule_of(draft, "小事不出村")
    said = {"sentence": "小事也归镇", "severity": "small", "to": "town", "place": "2", "version": "1"}
    answer = leader.post(address(draft, f"rules/{small.id}/"), said, follow=True)
    assert "有改动" in answer.text
    assert "小事不出村 → 小事也归镇" in answer.text
    small_matter = Question("help", "small", None, centre.cast.east.id, centre.cast.east_village.id)
    draft.refresh_from_db()
    answer = leader.post(address(draft, "publish/"), {"on": NEXT, "version": draft.version}, follow=True)
    assert "3月9日" in answer.text
    assert decide(small_matter, on=NEXT - timedelta(days=1)).sentence == "小事不出村"
    assert decide(small_matter, on=NEXT).sentence == "小事也归镇"
    with time_machine.travel(MONDAY + timedelta(days=10), tick=False):
        later = at_desk("leader")
        page = later.get(address(draft))
        assert "撤回，恢复原来的规则" in page.text
        later.post(address(draft, "take-back/"), {"on": TODAY + timedelta(days=14)})
    assert decide(small_matter, on=TODAY + timedelta(days=13)).sentence == "小事也归镇"
    assert decide(small_matter, on=TODAY + timedelta(days=14)).sentence == "小事不出村"


def test_rules_are_added_moved_ended_and_restored(centre, leader, draft):
    said = {"sentence": "投诉先到县里", "to": "centre", "kind": "complaint", "version": draft.version}
    answer = leader.post(address(draft, "rules/add/"), said, follow=True)
    assert "新加" in answer.text
    row = rule_of(draft, "投诉先到县里")
    leader.post(address(draft, f"rules/{row.id}/up/"))
    order = list(draft.rules.order_by("place").values_list("sentence", flat=True))
    assert order[-2:] == ["投诉先到县里", "大事由镇里协调"]
    urgent = rule_of(draft, "急事直报县中心")
    assert "将停用" in leader.post(address(draft, f"rules/{urgent.id}/end/"), follow=True).text
    assert "将停用" not in leader.post(address(draft, f"rules/{urgent.id}/restore/"), follow=True).text
    assert Rule.objects.count() == 4, "the rules in force are as they were"
    assert leader.post(address(draft, f"rules/{row.id}/fly/")).status_code == 404


def test_what_is_wrong_is_said_beside_the_field_and_nothing_typed_is_lost(leader, draft):
    said = {"sentence": "又一条", "to": "town", "place": "1", "version": draft.version}
    answer = leader.post(address(draft, "rules/add/"), said)
    assert answer.status_code == 422
    assert "急事直报县中心" in answer.text
    assert 'value="又一条"' in answer.text
    answer = leader.post(address(draft, "publish/"), {"on": "2026-02-30", "version": 1})
    assert answer.status_code == 422
    answer = leader.post(address(draft, "publish/"), {"on": NEXT, "version": draft.version})
    assert answer.status_code == 422
    assert "没有可以发布的改动" in answer.text
    assert leader.post(BASE, {"name": ""}).status_code == 422


def test_who_was_slower_is_told_and_sees_the_present(centre, leader, draft):
    small = rule_of(draft, "小事不出村")
    actions.change_rule(draft.id, small.id, {"to": "town"}, actor=centre.cast.leader.actor, now=MONDAY)
    said = {"sentence": "我的", "to": "town", "place": "2", "version": draft.version}
    answer = leader.post(address(draft, f"rules/{small.id}/"), said)
    assert answer.status_code == 422
    assert "别人改过这份草稿" in answer.text
    answer = leader.post(address(draft, "publish/"), {"on": NEXT, "version": draft.version})
    assert answer.status_code == 409


def test_a_line_of_the_duty_list_is_added_changed_ended_and_left(centre, leader, draft):
    cast, line = centre.cast, Duty.objects.get()
    said = {"category": centre.noise.id, "unit": cast.west_town.id, "severity": "large", "area": cast.west.id}
    answer = leader.post(address(draft, "duties/add/"), said, follow=True)
    assert "噪声" in answer.text
    said = {"category": line.category_id, "unit": cast.east_town.id, "version": 2}
    answer = leader.post(address(draft, f"duties/{line.id}/"), said, follow=True)
    assert "现行：晴川县水务局" in answer.text
    row = draft.duties.get(base_id=line.id)
    leader.post(address(draft, f"duties/{row.id}/restore/"))
    leader.post(address(draft, f"duties/{line.id}/end/"))
    assert draft.duties.filter(is_ended=True).count() == 1
    sheet = leader.get(address(draft, "duties/export.csv")).getvalue().decode("utf-8-sig")
    assert "供水,全县,,晴川县水务局,县级责任清单第12项,将停用" in sheet
    assert Duty.objects.count() == 1


def test_a_draft_that_others_overtook_shows_what_changed_and_is_set_upon_it(centre, leader, draft):
    other = actions.draft_rules("另一份", actor=centre.cast.leader.actor, now=MONDAY)
    actions.end_rule(
        other.id, rule_of(other, "大事由镇里协调").id, actor=centre.cast.leader.actor, now=MONDAY
    )
    actions.publish(other.id, on=NEXT, actor=centre.cast.leader.actor, now=MONDAY)
    page = leader.get(address(draft)).text
    assert "现行规则在起草之后改过" in page
    assert "停用" in page
    assert "已改到现行规则上" in leader.post(address(draft, "renew/"), follow=True).text
    assert "现行规则在起草之后改过" not in leader.get(address(draft)).text


def test_a_draft_is_dropped_and_a_closed_one_cannot_be_changed(centre, leader, draft):
    small = rule_of(draft, "小事不出村")
    actions.end_rule(draft.id, small.id, actor=centre.cast.leader.actor, now=MONDAY)
    actions.publish(draft.id, on=NEXT, actor=centre.cast.leader.actor, now=MONDAY)
    assert leader.post(address(draft, "drop/")).status_code == 409
    assert leader.post(address(draft, f"rules/{small.id}/restore/")).status_code == 409
    assert "已撤回" in leader.post(address(draft, "take-back/"), follow=True).text
    fresh = actions.draft_rules("再来", actor=centre.cast.leader.actor, now=MONDAY)
    assert "已丢弃" in leader.post(address(fresh, "drop/"), follow=True).text
    assert leader.get(address(fresh)).status_code == 404


@pytest.mark.parametrize("person", ["clerk", "auditor", "handler", "east_clerk", "personnel"])
def test_for_others_the_laboratory_is_not_there(at_desk, draft, person):
    browser = at_desk(person)
    for rest in ("", "replay/", "gaps/", "try/", "duties/", "rules/add/"):
        assert browser.get(address(draft, rest)).status_code == 404
    assert browser.get(BASE).status_code == 404
    assert browser.post(address(draft, "publish/"), {"on": NEXT}).status_code == 404
    assert "分派试验" not in browser.get("/desk/", follow=True).text


def test_pages_cost_few_queries(centre, leader, draft, django_assert_max_num_queries):
    for number in range(12):
        actions.add_rule(
            draft.id,
            {"sentence": f"第{number}条", "to": "town", "kind": "complaint"},
            actor=centre.cast.leader.actor,
            now=MONDAY,
        )
    leader.get(BASE)
    with django_assert_max_num_queries(6):
        leader.get(BASE)
    with django_assert_max_num_queries(20):
        leader.get(address(draft))
    with django_assert_max_num_queries(12):
        leader.get(address(draft, "duties/"))
    with django_assert_max_num_queries(16):
        leader.get(address(draft, "gaps/"))

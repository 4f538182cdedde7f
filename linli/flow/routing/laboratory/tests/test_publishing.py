"""A centre drafts other rules, lets them hold from a day on, and takes them back."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linli.core.matters.models import Entry
from linli.flow.routing.laboratory import actions
from linli.flow.routing.laboratory.models import DraftRule
from linli.flow.routing.models import Duty, Rule
from linli.flow.routing.queries import Question, decide
from linli.ground.people.actor import Refused
from linli.testing.long import is_long
from linli.testing.makers import MONDAY

TODAY = MONDAY.date()
NEXT = TODAY + timedelta(days=7)
WEEK = timedelta(days=7)


def rule_of(draft, sentence):
    return DraftRule.objects.get(draft=draft, sentence=sentence)


@pytest.fixture
def leak_question(centre):
    village = centre.cast.east_village
    return Question("help", "small", centre.leak.id, village.parent_id, village.id)


def small_to_the_town(draft, actor):
    row = rule_of(draft, "小事不出村")
    actions.change_rule(draft.id, row.id, {"to": "town", "sentence": "小事也归镇"}, actor=actor, now=MONDAY)


def test_before_the_day_the_old_rules_hold_and_from_the_day_the_new_ones(
    centre, draft, registrar, leak_question
):
    cast = centre.cast
    small_to_the_town(draft, registrar.actor)
    actions.add_duty(
        draft.id,
        {"category": centre.noise, "unit": cast.west_town, "severity": "large", "article": "第3项"},
        actor=registrar.actor,
        now=MONDAY,
    )
    assert decide(leak_question, on=NEXT).unit == cast.east_committee, "a draft changes nothing"
    actions.publish(draft.id, on=NEXT, actor=registrar.actor, now=MONDAY)
    before, after = decide(leak_question, on=NEXT - timedelta(days=1)), decide(leak_question, on=NEXT)
    assert (before.unit, before.sentence) == (cast.east_committee, "小事不出村")
    assert (after.unit, after.sentence) == (cast.east_town, "小事也归镇")
    noise = Question("help", "large", centre.noise.id, cast.east.id, None)
    assert decide(noise, on=NEXT - timedelta(days=1)).unit == cast.east_town
    assert decide(noise, on=NEXT).article == "第3项"
    acts = [entry.body["act"] for entry in Entry.objects.filter(verb="registers.changed").order_by("id")]
    assert sorted(acts) == ["add", "add", "retire"]
    assert centre.matter(centre.bring(severity="small")).unit == cast.east_committee
    assert centre.matter(centre.bring(severity="small", now=MONDAY + WEEK)).unit == cast.east_town


def test_what_is_not_in_force_yet_never_comes_once_taken_back(centre, draft, registrar, leak_question):
    small_to_the_town(draft, registrar.actor)
    actions.publish(draft.id, on=NEXT, actor=registrar.actor, now=MONDAY)
    actions.take_back(draft.id, actor=registrar.actor, now=MONDAY)
    assert Rule.objects.count() == 4
    assert decide(leak_question, on=NEXT).sentence == "小事不出村"
    with pytest.raises(actions.NotTakenBack):
        actions.take_back(draft.id, actor=registrar.actor, now=MONDAY)


def test_what_is_in_force_is_taken_back_from_a_day(centre, draft, registrar, leak_question):
    small_to_the_town(draft, registrar.actor)
    actions.publish(draft.id, on=TODAY, actor=registrar.actor, now=MONDAY)
    with pytest.raises(actions.NotTakenBack, match="最早明天"):
        actions.take_back(draft.id, on=TODAY, actor=registrar.actor, now=MONDAY)
    assert decide(leak_question, on=TODAY).sentence == "小事也归镇"
    actions.take_back(draft.id, on=NEXT, actor=registrar.actor, now=MONDAY)
    assert decide(leak_question, on=NEXT - timedelta(days=1)).sentence == "小事也归镇"
    assert decide(leak_question, on=NEXT).sentence == "小事不出村"
    assert decide(leak_question, on=TODAY - timedelta(days=1)).sentence == "小事不出村"


def test_a_draft_from_rules_that_changed_since_is_refused_until_it_is_set_upon_them(
    centre, draft, registrar, leak_question
):
    later = actions.draft_rules("另一份", actor=registrar.actor, now=MONDAY)
    small_to_the_town(draft, registrar.actor)
    row = rule_of(later, "大事由镇里协调")
    actions.change_rule(later.id, row.id, {"to": "centre"}, actor=registrar.actor, now=MONDAY)
    actions.publish(draft.id, on=TODAY, actor=registrar.actor, now=MONDAY)
    with pytest.raises(actions.BaseChanged) as refusal:
        actions.publish(later.id, on=NEXT, actor=registrar.actor, now=MONDAY)
    assert [change.act for change in refusal.value.changes] == ["add", "retire"]
    soon = MONDAY + timedelta(days=1)
    actions.set_upon_present(later.id, actor=registrar.actor, now=soon)
    assert set(later.rules.values_list("sentence", "to")) == {
        ("急事直报县中心", "centre"),
        ("小事也归镇", "town"),
        ("按责任清单", "duty"),
        ("大事由镇里协调", "centre"),
    }
    actions.publish(later.id, on=NEXT, actor=registrar.actor, now=soon)
    with pytest.raises(actions.DraftClosed):
        actions.drop(later.id, actor=registrar.actor, now=soon)
    assert decide(leak_question, on=NEXT).sentence == "小事也归镇"


def test_an_earlier_publication_is_not_taken_back_from_under_a_later_one(draft, registrar):
    small_to_the_town(draft, registrar.actor)
    actions.publish(draft.id, on=TODAY, actor=registrar.actor, now=MONDAY)
    soon = MONDAY + timedelta(days=1)
    later = actions.draft_rules("另一份", actor=registrar.actor, now=soon)
    actions.end_rule(later.id, rule_of(later, "小事也归镇").id, actor=registrar.actor, now=soon)
    actions.publish(later.id, on=NEXT, actor=registrar.actor, now=soon)
    with pytest.raises(actions.NotTakenBack, match="小事也归镇"):
        actions.take_back(draft.id, actor=registrar.actor, now=soon)
    actions.take_back(later.id, actor=registrar.actor, now=soon)
    actions.take_back(draft.id, actor=registrar.actor, now=soon)
    assert decide(Question(severity="small"), on=NEXT).rule_id is None


def test_only_who_may_change_rules_for_the_whole_centre_works_here(centre, draft, registrar):
    for person in ("clerk", "auditor", "handler", "east_clerk"):
        actor = getattr(centre.cast, person).actor
        with pytest.raises(Refused):
            actions.draft_rules("我的", actor=actor, now=MONDAY)
        with pytest.raises(Refused):
            actions.publish(draft.id, on=NEXT, actor=actor, now=MONDAY)
    actions.draft_rules("我的", actor=centre.cast.leader.actor, now=MONDAY)


def test_what_cannot_be_published_says_why(draft, registrar):
    for on, words in ((TODAY - timedelta(days=1), "不能早于今天"), (NEXT, "没有可以发布的改动")):
        with pytest.raises(actions.NotPublishable, match=words):
            actions.publish(draft.id, on=on, actor=registrar.actor, now=MONDAY)
    small_to_the_town(draft, registrar.actor)
    with pytest.raises(actions.DraftChanged):
        actions.publish(draft.id, on=NEXT, version=1, actor=registrar.actor, now=MONDAY)
    actions.publish(draft.id, on=NEXT, actor=registrar.actor, now=MONDAY)
    later = actions.draft_rules("另一份", actor=registrar.actor, now=MONDAY)
    actions.end_rule(later.id, rule_of(later, "小事也归镇").id, actor=registrar.actor, now=MONDAY)
    with pytest.raises(actions.NotPublishable, match="才生效"):
        actions.publish(later.id, on=NEXT, actor=registrar.actor, now=MONDAY)


def questions(centre):
    cast = centre.cast
    places = [(None, None), (cast.east.id, None), (cast.east.id, cast.east_village.id), (cast.west.id, None)]
    return [
        Question("help", severity, category, *place)
        for severity in ("small", "large", "urgent", "hard")
        for category in (None, centre.leak.id, centre.noise.id)
        for place in places
    ]


CHANGES = st.lists(
    st.tuples(st.sampled_from(["end", "up", "down", "to", "line", "end_line", "add"]), st.integers(0, 5)),
    min_size=1,
    max_size=6,
)


def disturb(draft, kind, number, centre, actor):
    rules = list(draft.rules.filter(is_ended=False).order_by("place"))
    row = rules[number % len(rules)] if rules else None
    units = [centre.cast.water, centre.cast.east_town, centre.cast.west_town]
    match kind:
        case "end" if row:
            actions.end_rule(draft.id, row.id, actor=actor, now=MONDAY)
        case "up" | "down" if row:
            actions.move_rule(draft.id, row.id, kind, actor=actor, now=MONDAY)
        case "to" if row:
            to = Rule.To.values[number % 4]
            actions.change_rule(draft.id, row.id, {"to": to}, actor=actor, now=MONDAY)
        case "line":
            values = {"category": centre.noise, "unit": units[number % 3], "area": centre.cast.east}
            actions.add_duty(draft.id, values, actor=actor, now=MONDAY)
        case "end_line":
            actions.end_duty(draft.id, Duty.objects.earliest("id").id, actor=actor, now=MONDAY)
        case "add":
            values = {"sentence": f"第{number}条", "to": Rule.To.values[number % 4], "severity": "large"}
            actions.add_rule(draft.id, values, actor=actor, now=MONDAY)


@settings(max_examples=25 if is_long() else 8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=CHANGES, ahead=st.integers(0, 9), waited=st.integers(0, 12))
def test_publishing_and_taking_back_leaves_every_decision_as_it_was(
    centre, registrar, changes, ahead, waited
):
    from django.db import transaction

    days = [TODAY + timedelta(days=number) for number in range(0, 30, 3 if is_long() else 6)]
    with transaction.atomic():
        asked = questions(centre)
        was = {day: [_said(decide(one, on=day)) for one in asked] for day in days}
        draft = actions.draft_rules("试", actor=registrar.actor, now=MONDAY)
        for kind, number in changes:
            disturb(draft, kind, number, centre, registrar.actor)
        on = TODAY + timedelta(days=ahead)
        try:
            actions.publish(draft.id, on=on, actor=registrar.actor, now=MONDAY)
        except actions.NotPublishable:
            transaction.set_rollback(True)
            return
        back = actions.take_back(draft.id, actor=registrar.actor, now=MONDAY + timedelta(days=waited))
        for day in days:
            if on <= TODAY + timedelta(days=waited) and on <= day < back.taken_back_on:
                continue
            assert [_said(decide(one, on=day)) for one in asked] == was[day], day
        transaction.set_rollback(True)


def _said(decision):
    return decision.unit.id, decision.sentence, decision.article


def test_two_rules_do_not_stand_at_one_place_on_one_day(centre):
    from django.core.exceptions import ValidationError

    from linli.core.registers import actions as registers
    from linli.core.registers import declaration
    from linli.ground.people.actor import SYSTEM

    rules = declaration.named("rules")
    values = {"place": 1, "to": "town", "sentence": "又一条", "valid_from": date(2027, 1, 1)}
    with pytest.raises(ValidationError, match="急事直报县中心"):
        registers.add(rules, values, actor=SYSTEM, now=MONDAY)
    registers.retire(rules, Rule.objects.get(place=1), on=date(2026, 12, 31), actor=SYSTEM, now=MONDAY)
    registers.add(rules, values, actor=SYSTEM, now=MONDAY)


def test_a_row_that_holds_already_is_ended_not_withdrawn(centre):
    from linli.core.registers import actions as registers
    from linli.core.registers import declaration
    from linli.ground.people.actor import SYSTEM

    duties, line = declaration.named("duties"), Duty.objects.get()
    with pytest.raises(registers.AlreadyBegun):
        registers.withdraw(duties, line, on=TODAY, actor=SYSTEM, now=MONDAY)
    Duty.objects.filter(id=line.id).update(valid_from=NEXT)
    with pytest.raises(Refused):
        registers.withdraw(duties, line, on=TODAY, actor=centre.cast.clerk.actor, now=MONDAY)
    registers.withdraw(duties, line, on=TODAY, actor=SYSTEM, now=MONDAY)
    assert Entry.objects.get(verb="registers.changed", subject=line.id).body["act"] == "remove"

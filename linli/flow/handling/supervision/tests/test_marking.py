"""Yellow and red marks: proposed by rules, given by a person, for units only, open to objection."""

from datetime import date, timedelta

import pytest

from linli.core.procedures.answers import AnswersWrong
from linli.core.procedures.taking import StepNotOpen
from linli.flow.handling.supervision import actions
from linli.flow.handling.supervision.models import Mark, MarkRule, Supervision
from linli.flow.handling.supervision.queries.marks import marks, proposed_marks
from linli.flow.handling.supervision.tests.conftest import LATER
from linli.ground.people.actor import Refused
from linli.testing.makers import MONDAY

WHY = {"reason": "三个工作日没有回复", "demand": "书面说明原因和改进措施"}


@pytest.fixture
def unanswered(centre, issue, pass_to):
    """One supervision of the water department that nobody answered."""
    supervision = issue()
    pass_to(LATER)
    return supervision


def proposals(centre, now=LATER):
    return proposed_marks(actor=centre.cast.leader.actor, now=now)


def test_a_person_gives_what_the_rules_propose_and_it_opens_a_supervision(centre, unanswered):
    assert not Mark.objects.exists(), "the system proposes, it does not give"
    (one,) = proposals(centre)
    assert (one.rule.colour, one.unit, one.supervisions) == ("yellow", centre.cast.water, (unanswered,))
    for person in ("clerk", "head", "auditor"):
        with pytest.raises((Refused, StepNotOpen)):
            actions.give(one.key, actor=getattr(centre.cast, person).actor, now=LATER, **WHY)
    mark = actions.give(one.key, actor=centre.cast.leader.actor, now=LATER, **WHY)
    assert mark.opened.level == "leader"
    assert mark.opened.is_open
    assert mark.counts_on(date(2026, 9, 12))
    assert not mark.counts_on(date(2026, 9, 13))
    assert proposals(centre) == []
    with pytest.raises(StepNotOpen):
        actions.give(one.key, actor=centre.cast.leader.actor, now=LATER, **WHY)


def test_the_objection_is_decided_by_another_than_who_gave_it(centre, unanswered, second_leader):
    mark = actions.give(proposals(centre)[0].key, actor=centre.cast.leader.actor, now=LATER, **WHY)
    with pytest.raises(Refused):
        actions.object_to_mark(mark.id, reason="系统故障", actor=centre.cast.east_clerk.actor, now=LATER)
    actions.object_to_mark(mark.id, reason="系统故障", actor=centre.cast.head.actor, now=LATER)
    for actor in (centre.cast.leader.actor, centre.cast.head.actor, centre.cast.clerk.actor):
        with pytest.raises(Refused):
            actions.decide_on_mark(mark.id, upheld=True, decision="属实", actor=actor, now=LATER)
    actions.decide_on_mark(mark.id, upheld=True, decision="属实", actor=second_leader.actor, now=LATER)
    mark.refresh_from_db()
    assert mark.stage == "lifted"
    assert not mark.counts_on(date(2026, 3, 20))


def test_the_time_for_objecting_ends(centre, unanswered):
    mark = actions.give(proposals(centre)[0].key, actor=centre.cast.leader.actor, now=LATER, **WHY)
    with pytest.raises(StepNotOpen):
        actions.object_to_mark(
            mark.id, reason="太晚了", actor=centre.cast.head.actor, now=LATER + timedelta(days=9)
        )


def test_two_yellow_marks_within_three_months_propose_a_red_one(centre, issue, pass_to):
    leader = centre.cast.leader.actor
    for _each in range(2):
        issue(matter=centre.matter(centre.bring()))
    pass_to(LATER)
    for one in proposals(centre):
        actions.give(one.key, actor=leader, now=LATER, **WHY)
    (red,) = proposals(centre)
    assert (red.rule.colour, red.rule.ground, len(red.marks)) == ("red", "repeated", 2)
    given = actions.give(red.key, actor=leader, now=LATER, **WHY)
    assert set(Mark.objects.filter(raised_to=given)) == set(red.marks)
    assert proposals(centre) == []


def test_a_person_may_decide_not_to_mark_with_a_reason(centre, unanswered):
    key, leader = proposals(centre)[0].key, centre.cast.leader.actor
    with pytest.raises(AnswersWrong):
        actions.drop(key, reason="", actor=leader, now=LATER)
    actions.drop(key, reason="当天全县停电", actor=leader, now=LATER)
    assert proposals(centre) == []
    assert list(marks(actor=leader)) == []


def test_a_false_closing_proposes_a_red_mark(centre, issue, answer):
    supervision = issue()
    answer(supervision)
    clerk = centre.cast.clerk.actor
    actions.close(supervision.id, finding="false_closing", note="现场还在漏", actor=clerk, now=MONDAY)
    assert [(one.rule.colour, one.rule.ground) for one in proposals(centre)] == [("red", "false_closing")]


def test_one_answer_sent_back_twice_proposes_a_yellow_mark(centre, issue, answer):
    supervision, clerk = issue(), centre.cast.clerk.actor
    for _each in range(2):
        answer(supervision)
        actions.send_back(supervision.id, reason="答非所问", actor=clerk, now=MONDAY)
    assert [one.rule.ground for one in proposals(centre)] == ["sent_back"]


def test_the_centre_sets_its_own_rules_or_none(centre, unanswered):
    rule = MarkRule.objects.create(
        ground="unanswered", count=0, months=3, colour="yellow", valid_months=6, source="本县规定"
    )
    assert proposals(centre) == []
    rule.count, rule.colour = 1, "red"
    rule.save()
    assert proposals(centre)[0].rule.source == "本县规定"


def test_what_was_withdrawn_counts_for_nothing(centre, issue, pass_to):
    issue("leader", level="upper")
    pass_to(LATER)
    assert len(proposals(centre)) == 1
    upper = Supervision.objects.get()
    actions.withdraw(upper.id, reason="发错了", actor=centre.cast.leader.actor, now=LATER)
    assert proposals(centre) == []

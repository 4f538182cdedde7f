"""A matter closes when what its category asks for is there, and not before."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linli.core.procedures.answers import AnswersWrong
from linli.core.procedures.taking import StepNotOpen
from linli.core.registers import actions as registers
from linli.core.registers.declaration import named
from linli.flow.handling import actions as handling
from linli.flow.outcomes import actions as outcomes
from linli.flow.outcomes.evidence import actions as evidence
from linli.flow.outcomes.evidence.conditions import asked
from linli.flow.outcomes.evidence.models import ClosingCondition
from linli.ground.people.actor import SYSTEM, Refused
from linli.testing.makers import MONDAY


def ask_for(needs, **more):
    return ClosingCondition.objects.create(needs=needs, source="示例规定", **more)


def test_a_photo_is_asked_for_and_the_refusal_says_how_to_give_it(course):
    ask_for("photo_after", category=course.centre.leak, words="拍到修好的管子")
    course.claim().contact().reply()
    with pytest.raises(StepNotOpen, match=r"还缺办后照片.*具体要求：拍到修好的管子"):
        course.close()
    course.photo()
    course.close()
    assert course.matter.state == "closed"
    assert "outcomes.evidence_added" in course.centre.verbs(course.receipt)


def test_a_condition_holds_for_all_categories_below_and_the_most_exact_row_wins(course):
    ask_for("photo_after", category=course.centre.leak.parent)
    assert [each.condition.needs for each in asked(course.matter)] == ["photo_after"]
    ask_for("photo_after", category=course.centre.leak, is_asked=False)
    assert asked(course.matter) == []


def test_a_condition_binds_only_what_came_in_while_it_held(course):
    ask_for("photo_after", valid_from=date(2026, 3, 3))
    assert asked(course.matter) == []


def test_what_is_asked_before_the_answer_keeps_the_answer_back(course):
    ask_for("contact_made", before="reply")
    course.claim()
    with pytest.raises(StepNotOpen, match="还没有联系过诉求人"):
        course.reply()
    course.contact().reply()
    assert course.matter.state == "answered"


def test_nobody_has_to_call_a_resident_who_left_no_telephone(course):
    ask_for("contact_made", before="reply")
    receipt = course.centre.bring(name="", phone="")
    handling.claim(receipt.matter_id, actor=course.who("handler"), now=course.later())
    outcomes.reply(receipt.matter_id, text="修好了", actor=course.who("handler"), now=course.later())


def test_a_photo_of_the_first_handling_proves_nothing_of_the_second(course):
    ask_for("photo_after")
    course.claim().contact().photo()
    course.reply().close()
    outcomes.reopen(course.id, reason="又漏了", actor=course.me, now=course.later())
    course.claim("head").reply("head")
    with pytest.raises(StepNotOpen, match="还缺办后照片"):
        course.close(who="head")
    course.photo(who="head")
    course.close(who="head")


def test_a_photo_that_was_taken_back_proves_nothing_and_residents_do_not_see_it(course):
    ask_for("photo_after")
    course.claim().contact().reply()
    kept = course.photo()
    with pytest.raises(AnswersWrong):
        evidence.withdraw_evidence(
            course.id, attachment_id=kept.id, reason=" ", actor=course.who("handler"), now=course.later()
        )
    evidence.withdraw_evidence(
        course.id, attachment_id=kept.id, reason="拍错了", actor=course.who("handler"), now=course.later()
    )
    kept.refresh_from_db()
    assert not kept.for_resident
    with pytest.raises(StepNotOpen):
        course.close()


def test_a_leader_may_do_without_with_a_reason_that_the_resident_sees_the_handler_may_not(course):
    ask_for("document")
    course.claim("head").contact("head").reply("head")
    with pytest.raises(StepNotOpen, match="不能自己批准"):
        evidence.waive(course.id, reason="没有", actor=course.who("head"), now=course.later())
    with pytest.raises(Refused):
        evidence.waive(course.id, reason="没有", actor=course.who("handler"), now=course.later())
    evidence.waive(course.id, reason="对方单位已撤销", actor=course.who("leader"), now=course.later())
    course.close(who="head")


def test_the_resident_has_to_confirm_where_the_rule_says_so(course):
    ask_for("resident_confirms")
    course.claim().contact().reply()
    with pytest.raises(StepNotOpen, match="诉求人还没有确认"):
        course.close()
    outcomes.rate(course.id, solved="no", satisfied="no", actor=course.me, now=course.later())
    with pytest.raises(StepNotOpen, match="诉求人还没有确认"):
        course.close()
    outcomes.rate(course.id, solved="yes", satisfied="yes", actor=course.me, now=course.later())
    course.close()


def test_a_stranger_to_the_matter_adds_nothing(course):
    with pytest.raises(Refused):
        course.photo(who="west_clerk")
    with pytest.raises(AnswersWrong):
        course.photo(role="document")


def test_conditions_are_kept_like_every_register(course):
    values = {"needs": "photo_after", "source": "县规定", "category": course.centre.leak}
    registers.add(named("closing-conditions"), values, actor=SYSTEM, now=MONDAY)
    assert [str(each.condition) for each in asked(course.matter)] == ["办后照片"]


ACTS = {
    "contact": lambda c, who, now: handling.contact(c.id, text="说了", actor=who, now=now),
    "ask": lambda c, who, now: handling.ask(c.id, text="哪段？", actor=who, now=now),
    "answer": lambda c, who, now: handling.answer(c.id, text="村口", actor=who, now=now),
    "note": lambda c, who, now: handling.note(c.id, text="记下", actor=who, now=now),
    "claim": lambda c, who, now: handling.claim(c.id, actor=who, now=now),
    "reply": lambda c, who, now: outcomes.reply(c.id, text="好了", actor=who, now=now),
    "close": lambda c, who, now: outcomes.close(c.id, outcome="solved", actor=who, now=now),
    "verify": lambda c, who, now: evidence.verify(c.id, how="by_phone", actor=who, now=now),
    "refute": lambda c, who, now: evidence.refute(c.id, how="by_phone", text="没好", actor=who, now=now),
    "rate": lambda c, who, now: outcomes.rate(c.id, solved="yes", satisfied="yes", actor=who, now=now),
    "reopen": lambda c, who, now: outcomes.reopen(c.id, reason="没好", actor=who, now=now),
    "promise": lambda c, who, now: outcomes.reply(
        c.id, text="好了", promise="换管子", promised_on=now.date() + timedelta(days=5), actor=who, now=now
    ),
}
WHO = ("handler", "head", "clerk", "east_clerk", "village_cadre", "leader", "me")


@pytest.mark.slow
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(acts=st.lists(st.tuples(st.sampled_from(sorted(ACTS)), st.sampled_from(WHO)), min_size=4, max_size=14))
def test_no_other_act_opens_the_way_that_the_photo_opens(centre, acts):
    from linli.flow.outcomes.tests.conftest import Course

    ClosingCondition.objects.all().delete()
    ask_for("photo_after")
    course = Course(centre, centre.bring())
    course.claim().contact().reply()
    for name, who in acts:
        actor = course.me if who == "me" else course.who(who)
        try:
            ACTS[name](course, actor, course.later())
        except (StepNotOpen, Refused, AnswersWrong):
            continue
    assert course.matter.is_open, "without the photo it never closes"

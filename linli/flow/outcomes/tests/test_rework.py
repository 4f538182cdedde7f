"""Not satisfied: handled again once, by another pair of eyes; then whoever leads the centre decides."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linli.core.matters.models import Entry
from linli.core.procedures.answers import AnswersWrong
from linli.core.procedures.taking import StepNotOpen, open_steps
from linli.flow.handling import actions as handling
from linli.flow.handling.alerts.queries import open_alerts
from linli.flow.outcomes import actions as outcomes
from linli.flow.outcomes.story import story_of
from linli.flow.outcomes.tests.conftest import Course
from linli.ground.people.actor import Refused


def reopen(course):
    outcomes.reopen(course.id, reason="还在漏", actor=course.me, now=course.later())
    course.settle()


def rate(course, solved="no", satisfied="no"):
    outcomes.rate(
        course.id, solved=solved, satisfied=satisfied, text="没好", actor=course.me, now=course.later()
    )
    course.settle()


def names(course, who):
    return {step.name for step in open_steps(course.matter, actor=course.who(who))}


def test_who_handled_it_does_not_take_it_up_again_a_colleague_does(course):
    course.ended()
    reopen(course)
    assert (course.matter.state, course.matter.handler) == ("handling", None)
    with pytest.raises(StepNotOpen, match="要换一个人办"):
        course.claim("handler")
    with pytest.raises(StepNotOpen, match="先由没有办过它的同事认领"):
        course.reply("handler")
    course.claim("head")
    with pytest.raises(StepNotOpen, match="要换一个人办"):
        course.reply("handler")
    course.reply("head").close(who="head")


def test_giving_it_back_to_the_same_hands_does_not_help_them(course):
    course.ended()
    reopen(course)
    staff = course.centre.cast.handler.staff
    handling.assign(course.id, staff_id=staff.id, actor=course.who("head"), now=course.later())
    with pytest.raises(StepNotOpen, match="要换一个人办"):
        course.reply("handler")


def test_where_nobody_else_can_who_leads_decides_and_says_so(course):
    course.ended()
    reopen(course)
    assert "keep_hands" in names(course, "head")
    with pytest.raises(AnswersWrong):
        outcomes.keep_hands(course.id, reason="", actor=course.who("head"), now=course.later())
    outcomes.keep_hands(course.id, reason="只有他会修", actor=course.who("head"), now=course.later())
    course.claim("handler").reply("handler")
    assert "outcomes.hands_kept" in course.centre.verbs(course.receipt)


def test_the_head_who_handled_it_does_not_decide_for_themselves(course):
    course.claim("head").contact("head").reply("head").close(who="head")
    reopen(course)
    with pytest.raises(StepNotOpen, match="不能自己决定"):
        outcomes.keep_hands(course.id, reason="我来", actor=course.who("head"), now=course.later())


def test_a_second_time_it_goes_to_who_leads_the_centre_and_the_resident_is_told_what_remains(course):
    course.ended()
    reopen(course)
    course.claim("head").reply("head").close(who="head")
    with pytest.raises(StepNotOpen, match=r"已经按您的意见重办过一次.*12345"):
        reopen(course)
    rate(course)
    assert course.centre.verbs(course.receipt).count("outcomes.referred") == 1
    alert = open_alerts(course.who("leader")).get(kind="outcomes.referred")
    assert "漏水" in alert.says["title"]
    rate(course)
    assert course.centre.verbs(course.receipt).count("outcomes.referred") == 1, "once"
    with pytest.raises(Refused):
        outcomes.explain(course.id, text="就这样", actor=course.who("handler"), now=course.later())
    text = "管道要到大修时才能换，期间每周巡查。您可以向县水务局上级反映。"
    outcomes.explain(course.id, text=text, actor=course.who("leader"), now=course.later())
    course.settle()
    assert not open_alerts(course.who("leader")).filter(kind="outcomes.referred").exists()
    assert "explain" not in names(course, "leader")


def test_who_leads_the_centre_may_have_it_handled_once_more(course):
    course.ended()
    reopen(course)
    course.claim("head").reply("head").close(who="head")
    rate(course)
    outcomes.reopen(course.id, reason="挂牌督办", actor=course.who("leader"), now=course.later())
    assert course.matter.is_open


def test_a_first_dissatisfaction_is_not_referred(course):
    course.ended()
    rate(course)
    assert "outcomes.referred" not in course.centre.verbs(course.receipt)
    assert "reopen" in {step.name for step in open_steps(course.matter, actor=course.me)}


def test_the_resident_may_not_send_a_stranger_s_matter_back(course, neighbour):
    course.ended()
    with pytest.raises(Refused):
        outcomes.reopen(course.id, reason="x", actor=neighbour, now=course.later())


ACTS = {
    "claim": lambda c, who, now: handling.claim(c.id, actor=who, now=now),
    "reply": lambda c, who, now: outcomes.reply(c.id, text="好了", actor=who, now=now),
    "close": lambda c, who, now: outcomes.close(c.id, outcome="solved", actor=who, now=now),
    "reopen": lambda c, who, now: outcomes.reopen(c.id, reason="没好", actor=who, now=now),
    "rework": lambda c, who, now: outcomes.rework(c.id, reason="没好", now=now),
    "keep": lambda c, who, now: outcomes.keep_hands(c.id, reason="没人", actor=who, now=now),
    "rate": lambda c, who, now: outcomes.rate(
        c.id, solved="no", satisfied="no", text="没好", actor=who, now=now
    ),
}


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    acts=st.lists(
        st.tuples(st.sampled_from(sorted(ACTS)), st.sampled_from(("handler", "head", "clerk", "me"))),
        min_size=4,
        max_size=24,
    )
)
def test_no_matter_is_handled_again_more_than_once_because_its_resident_is_not_satisfied(centre, acts):
    course = Course(centre, centre.bring())
    course.ended()
    reopen(course)
    for name, who in acts:
        actor = course.me if who == "me" else course.who(who)
        try:
            ACTS[name](course, actor, course.later())
        except (StepNotOpen, Refused, AnswersWrong):
            continue
        course.settle()
    story = story_of(course.matter)
    assert len(story.reworks) == 1
    reworked = Entry.objects.get(id=story.reworks[0].id).seq
    former = story.reworks[0].body["former"]
    answers = Entry.objects.filter(subject=course.id, verb="outcomes.replied", seq__gt=reworked)
    kept = Entry.objects.filter(subject=course.id, verb="outcomes.hands_kept").exists()
    assert kept or all(str(one.actor_id) not in former for one in answers[:1])

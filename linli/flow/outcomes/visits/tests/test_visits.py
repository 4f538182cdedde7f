"""A resident is asked afterwards, by somebody who did not handle it; what they say counts."""

from datetime import timedelta

import pytest

from linli.core.matters.models import Entry
from linli.core.matters.telling import tell
from linli.core.procedures.answers import AnswersWrong
from linli.core.procedures.taking import StepNotOpen
from linli.flow.intake.wishes.actions import want_messages
from linli.flow.outcomes import actions as outcomes
from linli.flow.outcomes.evidence.models import ClosingCondition
from linli.flow.outcomes.story import story_of
from linli.flow.outcomes.visits import actions as visits
from linli.flow.outcomes.visits import queries
from linli.flow.outcomes.visits.inviting import invite
from linli.flow.outcomes.visits.keeping import keep
from linli.flow.outcomes.visits.models import Ending, Visit, VisitRule
from linli.ground.people.actor import Refused
from linli.ground.people.senders import sent_messages
from linli.testing.makers import MONDAY

DAY = timedelta(days=1)


@pytest.fixture
def rule(db):
    return VisitRule.objects.create(percent=100, unrated=100, source="示例规定")


def rate(course, solved="yes", satisfied="yes"):
    outcomes.rate(course.id, solved=solved, satisfied=satisfied, actor=course.me, now=course.later())
    course.settle()


def record(course, who="clerk", solved="yes", satisfied="yes", **more):
    visit = Visit.objects.get(matter=course.id, standing="waiting")
    said = {"way": "phone", "solved": solved, "satisfied": satisfied, **more}
    visits.record(visit.id, actor=course.who(who), now=course.later(), **said)
    course.settle()
    visit.refresh_from_db()
    return visit


def test_who_was_drawn_is_asked_at_once_and_the_word_counts(course, rule):
    course.ended()
    assert list(queries.waiting(course.who("clerk"), now=course.now)) == [Visit.objects.get()]
    visit = record(course, text="修得快")
    assert (visit.standing, visit.done_by) == ("done", course.centre.cast.clerk.staff)
    word = story_of(course.matter).word
    assert (word.solved, word.own) == ("yes", False)
    assert "以您的为准" in [told.title for told in tell(course.matter, audience="resident")][-1]
    rate(course, "no", "no")
    word = story_of(course.matter).word
    assert (word.solved, word.own) == ("no", True), "the resident's own word replaces it"


def test_a_resident_s_own_word_is_never_replaced_by_what_somebody_took_down(course, rule):
    course.ended()
    rate(course, "no", "no")
    record(course)
    assert story_of(course.matter).word.solved == "no"
    assert Ending.objects.get(matter=course.id).solved == "no"


def test_who_did_not_rate_is_asked_after_some_days_who_did_is_not(course, rule):
    VisitRule.objects.update(percent=0)
    course.ended()
    visit = Visit.objects.get()
    clerk = course.who("clerk")
    assert not queries.waiting(clerk, now=course.now).exists()
    assert queries.waiting(clerk, now=visit.ready_at).exists()
    rate(course)
    visit.refresh_from_db()
    assert visit.standing == "not_needed"


def test_the_handler_never_asks_how_well_they_did(course, rule):
    course.claim("clerk").contact("clerk").reply("clerk").close(who="clerk")
    assert not queries.waiting(course.who("clerk"), now=course.now).exists()
    with pytest.raises(StepNotOpen, match="要由别的同事来回访"):
        record(course)
    with pytest.raises(Refused):
        record(course, "handler")
    record(course, "east_clerk")


def test_the_contact_is_opened_with_a_reason_that_the_resident_sees(course, rule):
    course.ended()
    visit = Visit.objects.get()
    with pytest.raises(AnswersWrong):
        visits.contact_of(visit.id, reason="", actor=course.who("clerk"), now=course.later())
    contact = visits.contact_of(visit.id, reason="回访", actor=course.who("clerk"), now=course.later())
    assert contact.phone == "13800000001"
    assert Entry.objects.filter(subject=course.id, verb="handling.contact_opened").count() == 1


def test_nobody_answers_three_times_and_that_is_a_result_of_its_own(course, rule):
    course.ended()
    visit = Visit.objects.get()
    for _ in range(3):
        visits.try_to_reach(visit.id, why="no_answer", actor=course.who("clerk"), now=course.later(DAY))
    visit.refresh_from_db()
    assert (visit.standing, visit.attempts) == ("not_reached", 3)
    with pytest.raises(StepNotOpen):
        visits.try_to_reach(visit.id, why="no_answer", actor=course.who("clerk"), now=course.later(DAY))
    assert "outcomes.not_reached" in course.centre.verbs(course.receipt)


def test_not_right_told_by_telephone_is_handled_again_by_others_once(course, rule):
    course.ended()
    with pytest.raises(AnswersWrong) as wrong:
        record(course, solved="no", satisfied="no", again=True)
    assert list(wrong.value.errors) == ["text"]
    record(course, solved="no", satisfied="no", text="还在滴", again=True)
    matter = course.matter
    assert (matter.state, matter.handler) == ("handling", None)
    course.claim("head").reply("head").close(who="head")
    record(course, solved="no", satisfied="no", text="又漏了", again=True)
    assert not course.matter.is_open
    verbs = course.centre.verbs(course.receipt)
    assert (verbs.count("outcomes.reopened"), verbs.count("outcomes.referred")) == (1, 1)


def test_a_matter_that_is_handled_again_is_not_asked_about_meanwhile(course, rule):
    course.ended()
    outcomes.reopen(course.id, reason="没好", actor=course.me, now=course.later())
    course.settle()
    assert Visit.objects.get().standing == "void"


def test_nobody_is_asked_who_left_no_telephone(course, rule):
    course.receipt = course.centre.bring(name="", phone="")
    course.ended()
    assert Visit.objects.get().standing == "no_contact"


def test_where_the_word_is_a_condition_of_closing_the_resident_is_asked_before(course, rule):
    ClosingCondition.objects.create(needs="resident_confirms", source="示例规定")
    course.claim().contact().reply()
    record(course)
    course.close()
    assert Visit.objects.count() == 1


def test_a_message_asks_first_and_says_nothing_of_the_matter(course, rule, settings):
    settings.DEMONSTRATION = True
    settings.CODE_SENDER = "linli.ground.people.senders.ConsoleSender"
    VisitRule.objects.update(way="message")
    course.ended()
    assert Visit.objects.get().invited_at is not None
    text = sent_messages()[0]["text"]
    assert course.matter.number in text
    assert "漏" not in text
    with pytest.raises(StepNotOpen):
        invite(Visit.objects.get().id, actor=course.who("clerk"), now=course.later())


def test_who_wants_no_messages_gets_none(course, rule, settings):
    settings.DEMONSTRATION = True
    settings.CODE_SENDER = "linli.ground.people.senders.ConsoleSender"
    VisitRule.objects.update(way="message")
    want_messages(course.id, wanted=False, actor=course.me, now=course.later())
    course.ended()
    assert Visit.objects.get().invited_at is None


def test_without_a_sender_a_person_asks(course, rule, settings):
    settings.CODE_SENDER = ""
    VisitRule.objects.update(way="message")
    course.ended()
    assert not invite(Visit.objects.get().id, actor=course.who("clerk"), now=course.later())
    assert queries.waiting(course.who("clerk"), now=course.now).exists()


def test_unit_and_resident_saying_different_things_stand_side_by_side(course, rule):
    course.ended()
    rate(course, "no", "fair")
    since, until = MONDAY - DAY, MONDAY + DAY
    [ended] = queries.told(list(queries.contradicted(course.who("clerk"), since, until)))
    assert (ended.ending.outcome, ended.ending.solved) == ("solved", "no")
    assert not queries.contradicted(course.who("west_clerk"), since, until).exists()


def test_closed_but_not_solved_is_listed_with_the_reason(course, rule):
    course.claim().contact().reply().close("not_solved", reason="缺配件")
    since, until = MONDAY - DAY, MONDAY + DAY
    rows = queries.unsolved(course.who("leader"), since, until)
    assert [one.reason for one in queries.told(list(rows))] == ["缺配件"]
    assert queries.reviewed(rows) == [("晴川县水务局", "not_solved", 1)]
    outcomes.reopen(course.id, reason="配件到了", actor=course.who("leader"), now=course.later())
    course.settle()
    assert not queries.unsolved(course.who("leader"), since, until).exists()


def test_it_is_the_same_however_often_it_is_looked_at(course, rule):
    course.ended()
    for _ in range(2):
        keep([course.id], now=course.later())
    assert Visit.objects.count() == Ending.objects.count() == 1

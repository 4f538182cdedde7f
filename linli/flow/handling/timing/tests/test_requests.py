"""More time is asked for with a reason, decided by somebody else, and told to the resident."""

from dataclasses import replace
from datetime import timedelta

import pytest

from linli.core.clocks.actions import tick
from linli.core.clocks.models import Clock
from linli.core.matters.telling import tell
from linli.core.procedures.answers import AnswersWrong
from linli.core.procedures.taking import StepNotOpen
from linli.flow.handling import actions as handling
from linli.flow.handling.timing import actions as timing
from linli.flow.handling.timing.actions import Wish
from linli.flow.handling.timing.models import TimeRequest
from linli.flow.handling.timing.queries import may_decide, waiting
from linli.flow.outcomes import actions as outcomes
from linli.ground.people.actor import Refused
from linli.testing.makers import MONDAY

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(hours=2)
MORE = Wish("extend", reason="要换主管道，等材料", words="要换主管道，材料周五到", amount=5)


@pytest.fixture
def leak(centre):
    receipt = centre.bring()
    handling.claim(receipt.matter_id, actor=centre.cast.handler.actor, now=MONDAY)
    return receipt


def reply_clock(receipt):
    return Clock.objects.get(matter=receipt.matter_id, name="reply")


def test_an_extension_is_approved_by_the_head_and_told_to_the_resident(centre, leak):
    before = reply_clock(leak).due_at
    request = timing.ask(leak.matter_id, "reply", MORE, actor=centre.cast.handler.actor, now=LATER)
    assert reply_clock(leak).due_at == before
    assert list(waiting(centre.cast.head.actor)) == [request]
    timing.approve(request.id, words="材料周五到，到了就换", actor=centre.cast.head.actor, now=LATER)
    clock = reply_clock(leak)
    assert clock.due_at > before
    assert centre.matter(leak).due_at <= clock.due_at
    told = tell(centre.matter(leak), audience="resident")[-1]
    assert (told.title, told.who) == ("“答复”的时限延长到3月16日（周一）", "晴川县水务局")
    assert "材料周五到，到了就换" in told.lines


def test_nobody_approves_their_own_request_nor_one_that_is_not_theirs_to_decide(centre, leak):
    request = timing.ask(leak.matter_id, "reply", MORE, actor=centre.cast.head.actor, now=LATER)
    for actor in (centre.cast.head.actor, centre.cast.handler.actor, centre.cast.west_clerk.actor):
        assert not may_decide(request, actor)
        with pytest.raises(Refused):
            timing.approve(request.id, words="好", actor=actor, now=LATER)
    timing.approve(request.id, words="同意", actor=centre.cast.leader.actor, now=LATER)


def test_an_extension_keeps_to_the_rule(centre, leak):
    worker = centre.cast.handler.actor
    wish = Wish("extend", reason="", words=" ", amount=99)
    with pytest.raises(AnswersWrong) as wrong:
        timing.ask(leak.matter_id, "reply", wish, actor=worker, now=LATER)
    assert set(wrong.value.errors) == {"reason", "words", "amount"}
    with pytest.raises(AnswersWrong) as neither:
        timing.ask(leak.matter_id, "reply", replace(MORE, kind="forget"), actor=worker, now=LATER)
    assert set(neither.value.errors) == {"kind"}
    request = timing.ask(leak.matter_id, "reply", MORE, actor=worker, now=LATER)
    with pytest.raises(StepNotOpen):
        timing.ask(leak.matter_id, "reply", MORE, actor=worker, now=LATER)
    timing.approve(request.id, words="同意", actor=centre.cast.head.actor, now=LATER)
    with pytest.raises(StepNotOpen):
        timing.ask(leak.matter_id, "reply", MORE, actor=worker, now=LATER)


def test_a_refused_request_moves_nothing_and_says_why(centre, leak):
    before = reply_clock(leak).due_at
    request = timing.ask(leak.matter_id, "reply", MORE, actor=centre.cast.handler.actor, now=LATER)
    with pytest.raises(AnswersWrong):
        timing.refuse(request.id, decision=" ", actor=centre.cast.head.actor, now=LATER)
    timing.refuse(request.id, decision="库里有材料", actor=centre.cast.head.actor, now=LATER)
    assert reply_clock(leak).due_at == before
    with pytest.raises(StepNotOpen):
        timing.approve(request.id, words="同意", actor=centre.cast.head.actor, now=LATER)


def test_a_pause_needs_a_ground_and_ends_by_itself_when_foreseen(centre, leak):
    worker, until = centre.cast.handler.actor, LATER + timedelta(days=2)
    with pytest.raises(AnswersWrong) as wrong:
        timing.ask(leak.matter_id, "reply", Wish("pause", "忙", "忙", ground="busy"), actor=worker, now=LATER)
    assert set(wrong.value.errors) == {"ground", "until"}
    forever = Wish("pause", "送检", "送检", ground="appraisal", until=LATER + timedelta(days=3650))
    with pytest.raises(AnswersWrong) as wrong:
        timing.ask(leak.matter_id, "reply", forever, actor=worker, now=LATER)
    assert "最长可以暂停到" in wrong.value.errors["until"]
    wish = Wish("pause", "送检", "水样在送检", ground="appraisal", until=until)
    request = timing.ask(leak.matter_id, "reply", wish, actor=worker, now=LATER)
    timing.approve(request.id, words="水样在送检", actor=centre.cast.head.actor, now=LATER)
    assert reply_clock(leak).paused_at == LATER
    for moment in (until + timedelta(minutes=1), until + timedelta(days=3)):
        tick(now=moment)
        centre.settle(now=moment)
    assert reply_clock(leak).paused_at is None
    assert centre.verbs(leak).count("clocks.resumed") == 1


def test_a_request_lapses_with_its_clock_and_can_be_withdrawn_by_its_author_alone(centre, leak):
    worker = centre.cast.handler.actor
    first = timing.ask(leak.matter_id, "reply", MORE, actor=worker, now=LATER)
    with pytest.raises(Refused):
        timing.withdraw(first.id, actor=centre.cast.head.actor, now=LATER)
    timing.withdraw(first.id, actor=worker, now=LATER)
    second = timing.ask(leak.matter_id, "reply", MORE, actor=worker, now=LATER)
    outcomes.reply(leak.matter_id, text="修好了", actor=worker, now=LATER)
    assert list(waiting(centre.cast.head.actor)) == []
    second = TimeRequest.objects.get(id=second.id)
    assert "已失效" in second.stage_words
    with pytest.raises(StepNotOpen):
        timing.approve(second.id, words="同意", actor=centre.cast.head.actor, now=LATER)

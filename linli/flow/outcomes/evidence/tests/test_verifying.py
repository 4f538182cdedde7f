"""Somebody other than the handler looks whether it is done."""

from datetime import timedelta

import pytest

from linli.core.clocks.models import Clock
from linli.core.matters.models import Entry
from linli.core.procedures.taking import StepNotOpen
from linli.flow.outcomes import actions as outcomes
from linli.flow.outcomes.evidence import actions as evidence
from linli.flow.outcomes.evidence.models import ClosingCondition, Verification, VerificationRule
from linli.flow.outcomes.evidence.verifying import demand_of
from linli.flow.outcomes.sampling import LOTS, is_drawn, lot_of
from linli.ground.people.actor import Refused
from linli.lib.identifiers import uuid7


@pytest.fixture
def always(db):
    return VerificationRule.objects.create(percent=100, source="示例规定")


def check(course, who="village_cadre", how="on_spot"):
    evidence.verify(course.id, how=how, text="管子不漏了", actor=course.who(who), now=course.later())
    course.settle()


def test_what_must_be_verified_does_not_close_before(course, always):
    course.claim().contact().reply()
    waiting = Verification.objects.get()
    assert (waiting.result, waiting.why) == ("pending", "sampled")
    assert Clock.objects.get(task_id=waiting.id).is_running
    with pytest.raises(StepNotOpen, match="要先核查才能办结"):
        course.close()
    check(course)
    course.close()
    waiting.refresh_from_db()
    assert (waiting.result, waiting.done_by) == ("passed", course.centre.cast.village_cadre.staff)
    assert not Clock.objects.get(task_id=waiting.id).is_running


def test_nobody_verifies_their_own_work(course, always):
    course.claim("clerk").contact("clerk").reply("clerk")
    with pytest.raises(StepNotOpen, match="要由别的同事来核查"):
        check(course, "clerk")
    with pytest.raises(Refused):
        check(course, "handler")
    check(course, "leader")


def test_what_is_found_undone_goes_back_and_is_verified_again(course):
    course.claim().contact().reply()
    assert not Verification.objects.exists()
    evidence.refute(course.id, how="on_spot", text="还在漏", actor=course.who("leader"), now=course.later())
    course.settle()
    matter = course.matter
    assert (matter.state, matter.handler) == ("handling", course.centre.cast.handler.staff)
    assert Clock.objects.filter(matter=matter, name="rework", stopped_at=None).exists()
    course.reply()
    assert demand_of(course.matter).why == "again"
    with pytest.raises(StepNotOpen, match="要先核查"):
        course.close()
    check(course, "leader")
    course.close()


def test_a_look_on_the_spot_cannot_be_made_by_telephone(course):
    ClosingCondition.objects.create(needs="on_site_check", source="示例规定")
    course.claim().contact().reply()
    check(course, how="by_phone")
    with pytest.raises(StepNotOpen, match="到现场核查"):
        course.close()
    check(course, "leader")
    course.close()


def test_a_verification_ends_when_the_matter_goes_another_way(course, always):
    course.claim().contact().reply()
    outcomes.withdraw(course.id, actor=course.me, now=course.later())
    course.settle()
    assert Verification.objects.get().result == "void"
    assert not Clock.objects.filter(matter=course.matter, stopped_at=None).exists()


def test_it_is_the_same_however_often_the_follower_runs(course, always):
    course.claim().contact().reply()
    for _ in range(2):
        evidence.settle([course.id], now=course.later())
    assert Verification.objects.count() == 1
    assert (
        Entry.objects.filter(
            subject=course.id, verb="clocks.started", body__clocks__0__clock="verification"
        ).count()
        <= 1
    )


def test_the_lot_can_be_drawn_again_and_depends_on_nothing_that_anybody_does():
    ids = [uuid7() for _ in range(2000)]
    lots = [lot_of(key, "verification") for key in ids]
    assert lots == [lot_of(key, "verification") for key in ids]
    assert all(0 <= lot < LOTS for lot in lots)
    assert 140 < sum(is_drawn(key, "verification", percent=10) for key in ids) < 270
    assert lots != [lot_of(key, "visit") for key in ids]
    assert not any(is_drawn(key, "x", percent=0) for key in ids)
    assert all(is_drawn(key, "x", percent=100) for key in ids)


def test_a_verification_that_nobody_makes_warns_and_runs_out(course, always):
    from linli.core.clocks.actions import tick

    course.claim().contact().reply()
    tick(now=course.later(timedelta(days=10)))
    verbs = Entry.objects.filter(subject=course.id, verb="clocks.breached", body__clock="verification")
    assert verbs.count() == 1

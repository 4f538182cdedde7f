"""What nobody answers goes one level up, once, whoever looks at the clock and however late."""

from datetime import timedelta

import pytest

from linli.core.clocks.actions import extend, tick
from linli.core.clocks.models import Clock
from linli.core.matters.models import Entry
from linli.core.procedures.taking import StepNotOpen
from linli.flow.handling.alerts.models import Alert
from linli.flow.handling.supervision import actions
from linli.flow.handling.supervision.followers import raise_what_was_not_answered
from linli.flow.handling.supervision.models import Supervision
from linli.flow.handling.supervision.tests.conftest import LATER, THURSDAY, again
from linli.lib.limits import Limit
from linli.testing.makers import MONDAY

AFTER_OUTAGE = THURSDAY + timedelta(days=3, hours=12)


def levels():
    return list(Supervision.objects.order_by("id").values_list("level", "stage"))


def test_what_nobody_answers_goes_to_the_leader_once(centre, issue, pass_to):
    supervision = issue()
    pass_to(THURSDAY)
    assert levels() == [("centre", "issued")], "three working days end with the third day after"
    pass_to(AFTER_OUTAGE)
    assert levels() == [("centre", "escalated"), ("leader", "issued")]
    higher = Supervision.objects.get(parent=supervision)
    assert (higher.trigger, higher.issuer) == ("escalated", None)
    told = Alert.objects.filter(kind="supervision.escalated", permission="supervision.lead")
    assert told.count() == 1


def test_two_scanners_and_a_second_delivery_raise_it_once(centre, issue, pass_to):
    issue()
    tick(now=AFTER_OUTAGE)
    tick(now=AFTER_OUTAGE)
    centre.settle(now=AFTER_OUTAGE)
    breaches = list(Entry.objects.filter(verb="clocks.breached"))
    raise_what_was_not_answered(breaches, now=AFTER_OUTAGE)
    pass_to(AFTER_OUTAGE)
    assert levels() == [("centre", "escalated"), ("leader", "issued")]


def test_after_three_days_without_power_the_next_level_has_its_full_time(issue, pass_to):
    first = issue()
    pass_to(LATER)
    higher = Supervision.objects.get(parent=first)
    clock = Clock.objects.get(task_id=higher.id)
    assert clock.started_at == LATER
    assert clock.due_at > LATER + timedelta(days=2)
    assert Supervision.objects.count() == 2


def test_what_was_answered_in_time_is_not_raised(issue, answer, pass_to):
    supervision = issue()
    answer(supervision, now=THURSDAY)
    pass_to(AFTER_OUTAGE)
    assert levels() == [("centre", "answered")]
    assert again(supervision).was_late is False


def test_what_was_answered_before_the_news_arrived_is_not_raised(centre, issue, answer):
    supervision = issue()
    tick(now=AFTER_OUTAGE)
    answer(supervision, now=AFTER_OUTAGE)
    centre.settle(now=AFTER_OUTAGE)
    assert levels() == [("centre", "answered")]
    assert again(supervision).was_late is True


def test_more_time_that_was_approved_counts(centre, leak, issue, pass_to):
    supervision = issue()
    extend(
        leak,
        "supervision",
        by=Limit(5, "working_day", "督办工作规定"),
        reason="配件在路上",
        actor=centre.cast.leader.actor,
        now=MONDAY,
        task_id=supervision.id,
    )
    pass_to(AFTER_OUTAGE)
    assert levels() == [("centre", "issued")]


def test_one_that_was_sent_back_and_not_answered_again_is_raised(centre, issue, answer, pass_to):
    supervision = issue()
    answer(supervision)
    actions.send_back(supervision.id, reason="没说清", actor=centre.cast.clerk.actor, now=MONDAY)
    pass_to(AFTER_OUTAGE)
    assert levels() == [("centre", "escalated"), ("leader", "issued")]


def test_at_the_highest_level_it_stays_open_and_the_leader_is_told(centre, issue, pass_to):
    issue("leader", level="upper")
    pass_to(AFTER_OUTAGE)
    assert levels() == [("upper", "issued")]
    assert Alert.objects.filter(kind="supervision.escalated").exists()
    upper = Supervision.objects.get()
    with pytest.raises(StepNotOpen):
        actions.escalate(upper.id, reason="再往上", actor=centre.cast.leader.actor, now=AFTER_OUTAGE)


def test_where_the_leader_asks_already_no_second_one_is_opened(issue, pass_to):
    first = issue()
    issue("leader", level="leader", now=AFTER_OUTAGE)
    pass_to(AFTER_OUTAGE)
    assert again(first).stage == "escalated"
    assert Supervision.objects.count() == 2


def test_an_answer_that_nobody_verifies_is_told_to_whoever_leads(issue, answer, pass_to):
    answer(issue())
    pass_to(AFTER_OUTAGE)
    assert Alert.objects.filter(kind="supervision.unreviewed", permission="supervision.lead").count() == 1

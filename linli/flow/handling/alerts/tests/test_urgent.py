"""An urgent matter calls at once and until somebody takes it up."""

from datetime import timedelta

import pytest

from linli.flow.handling import actions as handling
from linli.flow.handling.alerts.actions import ring
from linli.flow.handling.alerts.queries import bell, open_alerts
from linli.flow.intake.actions import receive
from linli.flow.outcomes import actions as outcomes
from linli.flow.routing import actions as routing
from linli.ground.people.actor import resident
from linli.testing.makers import MONDAY

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def rings(member):
    return bell(member.actor).ringing


def test_an_urgent_matter_rings_at_the_duty_post_before_any_follower_has_run(centre):
    cast = centre.cast
    receipt = receive(centre.submission(severity="urgent"), actor=resident(), now=MONDAY)
    assert rings(cast.clerk) == 1
    assert rings(cast.leader) == rings(cast.handler) == rings(cast.auditor) == 0
    assert centre.verbs(receipt).count("handling.alerted") == 1
    centre.settle(now=MONDAY)
    assert rings(cast.clerk) == 1


def test_it_rings_also_where_the_rules_are_broken(centre, monkeypatch):
    def broken(*_args, **_kwargs):
        raise ZeroDivisionError

    monkeypatch.setattr(routing, "decide", broken)
    receive(centre.submission(severity="urgent"), actor=resident(), now=MONDAY)
    assert rings(centre.cast.clerk) == 1


def test_what_is_not_urgent_rings_nowhere(centre):
    centre.bring()
    assert rings(centre.cast.clerk) == rings(centre.cast.handler) == 0


def test_it_is_silent_once_somebody_has_claimed_it(centre):
    receipt = centre.bring(severity="urgent")
    handling.claim(receipt.matter_id, actor=centre.cast.clerk.actor, now=MONDAY)
    assert rings(centre.cast.clerk) == 0
    assert ring(now=MONDAY + HOUR) == 0


def test_dispatched_on_it_rings_there_until_it_is_taken_up_there(centre):
    cast, receipt = centre.cast, centre.bring(severity="urgent")
    routing.dispatch(
        receipt.matter_id, unit_id=cast.water.id, reason="抢修", actor=cast.clerk.actor, now=MONDAY
    )
    centre.settle(now=MONDAY)
    assert (rings(cast.handler), rings(cast.clerk)) == (1, 1)
    handling.assign(receipt.matter_id, staff_id=cast.handler.staff.id, actor=cast.head.actor, now=MONDAY)
    assert (rings(cast.handler), rings(cast.clerk)) == (0, 0)


def test_it_rings_when_it_turns_out_to_be_urgent_and_once_only(centre):
    cast, receipt = centre.cast, centre.bring()
    handling.claim(receipt.matter_id, actor=cast.handler.actor, now=MONDAY)
    for _ in range(2):
        routing.classify(
            receipt.matter_id,
            category_id=centre.leak.id,
            severity="urgent",
            actor=cast.handler.actor,
            now=MONDAY,
        )
        centre.settle(now=MONDAY)
    assert open_alerts(cast.clerk.actor).count() == 1
    routing.classify(
        receipt.matter_id, category_id=centre.leak.id, severity="large", actor=cast.handler.actor, now=MONDAY
    )
    centre.settle(now=MONDAY)
    assert rings(cast.clerk) == 0


def test_an_answer_ends_what_still_calls(centre):
    cast, receipt = centre.cast, centre.bring()
    handling.claim(receipt.matter_id, actor=cast.handler.actor, now=MONDAY)
    routing.classify(
        receipt.matter_id, category_id=centre.leak.id, severity="urgent", actor=cast.handler.actor, now=MONDAY
    )
    centre.settle(now=MONDAY)
    outcomes.reply(receipt.matter_id, text="已经抢修好", actor=cast.handler.actor, now=MONDAY + HOUR)
    centre.settle(now=MONDAY + HOUR)
    assert rings(cast.clerk) == 0

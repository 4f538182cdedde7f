"""Somebody is told that a matter wants them, by name or by post, until one of them takes it."""

from datetime import timedelta

import pytest
from django.db import transaction

from linli.core.procedures.taking import StepNotOpen
from linli.flow.handling.alerts import kinds
from linli.flow.handling.alerts.actions import alert, dismiss, ring, settle_alerts, take
from linli.flow.handling.alerts.models import Alert
from linli.flow.handling.alerts.queries import bell, open_alerts
from linli.ground.people.actor import Refused
from linli.testing.makers import MONDAY

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@transaction.atomic
def call(receipt, key="one", **more):
    said = {"kind": "urgent", "now": MONDAY}
    alert(receipt.matter_id, key=key, **{**said, **more})


def shown(actor):
    return [row.key for row in open_alerts(actor)]


def test_an_alert_reaches_those_who_are_meant_and_nobody_else(centre):
    cast, receipt = centre.cast, centre.bring()
    call(receipt, "head", unit=cast.water, permission="handling.assign")
    call(receipt, "all", unit=cast.water)
    call(receipt, "me", staff_id=cast.handler.staff.id)
    call(receipt, "duty")
    assert shown(cast.head.actor) == ["all", "head"]
    assert shown(cast.handler.actor) == ["me", "all"]
    assert shown(cast.clerk.actor) == ["duty"]
    assert shown(cast.leader.actor) == shown(cast.west_clerk.actor) == shown(cast.auditor.actor) == []


def test_nobody_is_alerted_to_a_matter_that_they_may_not_see(centre):
    cast, receipt = centre.cast, centre.bring()
    call(receipt, staff_id=cast.west_clerk.staff.id)
    assert shown(cast.west_clerk.actor) == []
    assert bell(cast.west_clerk.actor).count == 0


def test_the_same_key_alerts_once_even_after_it_was_settled(centre):
    receipt = centre.bring()
    call(receipt)
    call(receipt)
    assert Alert.objects.count() == 1
    assert settle_alerts(receipt.matter_id, kind="urgent", now=MONDAY) == 1
    call(receipt)
    assert not shown(centre.cast.clerk.actor)


def test_who_takes_an_alert_stands_in_the_ledger_and_ends_it_for_all(centre):
    cast, receipt = centre.cast, centre.bring()
    call(receipt, rings=True)
    call(receipt, "leader", unit=cast.centre, permission="alerts.lead", rings=True)
    found = open_alerts(cast.clerk.actor).get()
    with pytest.raises(Refused):
        take(found.id, actor=cast.handler.actor, now=MONDAY)
    row = take(found.id, actor=cast.clerk.actor, now=MONDAY + 2 * MINUTE)
    assert (row.taken_by_id, centre.verbs(receipt)[-1]) == (cast.clerk.staff.id, "handling.alert_answered")
    assert shown(cast.clerk.actor) == shown(cast.leader.actor) == []
    with pytest.raises(StepNotOpen):
        take(found.id, actor=cast.clerk.actor, now=MONDAY + 3 * MINUTE)


def test_a_quiet_alert_can_be_put_away_and_a_loud_one_cannot(centre):
    cast, receipt = centre.cast, centre.bring()
    call(receipt, "quiet")
    call(receipt, "loud", rings=True)
    loud, quiet = open_alerts(cast.clerk.actor)
    with pytest.raises(Refused):
        dismiss(quiet.id, actor=cast.handler.actor, now=MONDAY)
    dismiss(quiet.id, actor=cast.clerk.actor, now=MONDAY)
    with pytest.raises(StepNotOpen):
        dismiss(loud.id, actor=cast.clerk.actor, now=MONDAY)
    assert shown(cast.clerk.actor) == ["loud"]


def test_what_rings_rings_again_and_goes_up_to_whoever_leads(centre):
    cast, receipt = centre.cast, centre.bring()
    call(receipt, rings=True)
    before = bell(cast.clerk.actor).stamp
    assert ring(now=MONDAY + 2 * MINUTE) == 0
    assert ring(now=MONDAY + 3 * MINUTE) == 1
    assert ring(now=MONDAY + 3 * MINUTE) == 0
    assert bell(cast.clerk.actor).stamp != before
    for turn in (6, 9):
        ring(now=MONDAY + turn * MINUTE)
    assert shown(cast.leader.actor) == ["one:up"]
    assert centre.verbs(receipt).count("handling.alert_raised") == 1
    take(open_alerts(cast.leader.actor).get().id, actor=cast.leader.actor, now=MONDAY + 10 * MINUTE)
    assert ring(now=MONDAY + 60 * MINUTE) == 0


def test_after_an_outage_it_rings_once_and_not_as_often_as_it_was_missed(centre):
    call(centre.bring(), rings=True)
    assert ring(now=MONDAY + timedelta(days=3)) == 1
    assert ring(now=MONDAY + timedelta(days=3)) == 0


def test_the_bell_costs_one_query(centre, django_assert_num_queries):
    receipt = centre.bring()
    for number in range(3):
        call(receipt, f"{number}", rings=number == 0)
    actor = centre.cast.clerk.actor
    with django_assert_num_queries(1):
        found = bell(actor)
    assert (found.count, found.ringing) == (3, 1)


def test_every_kind_reads_in_words_even_when_it_says_less_than_it_should(centre):
    assert kinds.words_of("handling.offer", {"by": "冯涛"}) == "冯涛把这件事转给您，请接手或退还"
    assert all(kinds.words_of(kind, {}) for kind in kinds.every())
    with pytest.raises(ValueError, match="urgent"):
        kinds.declare("urgent", "again")

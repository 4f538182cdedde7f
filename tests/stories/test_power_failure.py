"""The power fails between any two statements: the act is done wholly or not at all, and doing it again is safe."""

from datetime import timedelta

import pytest
from django.db import connection

from linli.core.matters import ledger
from linli.core.matters.ledger.verifying import verify
from linli.core.matters.models import Entry, Matter
from linli.flow.handling import actions as handling
from linli.flow.intake.actions import receive
from linli.ground.people.actor import resident
from linli.testing.makers import MONDAY, open_centre

pytestmark = pytest.mark.django_db(transaction=True)


class PowerFailed(Exception):
    """The statement was never carried out."""


class Failing:
    """Lets the first `after` statements pass and fails the next one."""

    def __init__(self, after):
        self.left = after

    def __call__(self, execute, sql, params, many, context):
        if self.left == 0:
            raise PowerFailed(sql)
        self.left -= 1
        return execute(sql, params, many, context)


def at_every_statement(act, check):
    """Do `act` with the power failing at its first, second, … statement, and `check` each time, until it succeeds."""
    for after in range(200):
        try:
            with connection.execute_wrapper(Failing(after)):
                result = act()
        except PowerFailed:
            check()
        else:
            return after, result
    raise AssertionError("the act never came to its end")


def test_a_submission_is_taken_in_wholly_or_not_at_all(cast):
    centre = open_centre(cast)
    submission = centre.submission(key="through-the-storm")

    def nothing_is_kept():
        assert not Matter.objects.exists()
        assert not Entry.objects.filter(verb="intake.received").exists()

    statements, receipt = at_every_statement(
        lambda: receive(submission, actor=resident(), now=MONDAY), nothing_is_kept_or_all(nothing_is_kept)
    )
    assert statements > 10
    assert receive(submission, actor=resident(), now=MONDAY) == receipt
    assert Matter.objects.count() == 1
    centre.settle(now=MONDAY)
    ledger.seal_pending(now=MONDAY)
    assert verify().sound


def nothing_is_kept_or_all(nothing_is_kept):
    """Before the commit nothing is kept; after it the matter is there and only what follows may be missing."""

    def check():
        if Matter.objects.exists():
            assert Entry.objects.filter(verb="intake.received").count() == 1
        else:
            nothing_is_kept()

    return check


def test_a_step_is_taken_wholly_or_not_at_all(cast):
    centre = open_centre(cast)
    receipt = centre.bring()
    before = centre.verbs(receipt)
    actor, later = cast.handler.actor, MONDAY + timedelta(hours=1)

    def unchanged():
        matter = centre.matter(receipt)
        assert (matter.state, matter.handler, centre.verbs(receipt)) == ("routed", None, before)

    at_every_statement(lambda: handling.claim(receipt.matter_id, actor=actor, now=later), unchanged)
    assert centre.matter(receipt).state == "handling"
    ledger.seal_pending(now=later)
    assert verify().sound

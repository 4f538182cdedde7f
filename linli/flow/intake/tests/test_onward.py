"""A matter is routed while it is taken in, and taken in all the same where routing fails."""

import pytest

from linli.core.matters import ledger
from linli.core.matters.ledger.verifying import verify
from linli.flow.intake.actions import receive
from linli.flow.routing import actions as routing
from linli.ground.people.actor import resident
from linli.testing.makers import MONDAY

pytestmark = pytest.mark.django_db


def test_the_right_unit_has_a_matter_as_soon_as_it_is_acknowledged(centre):
    receipt = receive(centre.submission(), actor=resident(), now=MONDAY)
    matter = centre.matter(receipt)
    assert (matter.state, matter.unit, matter.version) == ("routed", centre.cast.water, 2)
    assert centre.verbs(receipt) == [
        "intake.received",
        "clocks.started",
        "routing.routed",
        "clocks.stopped",
        "clocks.started",
    ]
    assert {each.unit for each in matter.involvements.all()} == {centre.cast.centre, centre.cast.water}
    assert {(each.name, each.is_running) for each in matter.clocks.all()} == {
        ("dispatch", False),
        ("reply", True),
        ("sign_for", True),
    }
    centre.settle(now=MONDAY)
    assert len(centre.verbs(receipt)) == 5
    ledger.seal_pending(now=MONDAY)
    assert verify().sound


def test_a_mistake_in_the_rules_keeps_nobody_from_being_heard(centre, monkeypatch):
    def broken(*_args, **_kwargs):
        raise ZeroDivisionError

    decide = routing.decide
    monkeypatch.setattr(routing, "decide", broken)
    receipt = receive(centre.submission(), actor=resident(), now=MONDAY)
    matter = centre.matter(receipt)
    assert (matter.state, matter.unit) == ("registered", centre.cast.centre)
    assert centre.verbs(receipt) == ["intake.received", "clocks.started"]

    monkeypatch.setattr(routing, "decide", decide)
    centre.settle(now=MONDAY)
    assert (centre.matter(receipt).state, centre.matter(receipt).unit) == ("routed", centre.cast.water)


def test_taking_a_matter_in_asks_the_database_for_little(centre, django_assert_max_num_queries):
    receive(centre.submission(), actor=resident(), now=MONDAY)
    with django_assert_max_num_queries(22):
        receive(centre.submission(), actor=resident(), now=MONDAY)

"""A unit that has ended gets nothing any more, whoever would give it something."""

from datetime import timedelta

import pytest
from django.utils import timezone

from linli.core.procedures.answers import AnswersWrong
from linli.flow.handling import actions as handling
from linli.flow.routing import actions as routing
from linli.ground.people.models import Unit
from linli.testing.makers import MONDAY


def test_nobody_gives_a_matter_to_a_unit_that_has_ended(centre):
    receipt = centre.bring()
    clerk, there = centre.cast.clerk.actor, centre.cast.east_town
    handling.give_back(receipt.matter_id, reason="不归我们", article="第3项", actor=clerk, now=MONDAY)
    yesterday = timezone.localdate(MONDAY) - timedelta(days=1)
    Unit.objects.filter(id=there.id).update(valid_to=yesterday)
    said = {"unit_id": there.id, "reason": "镇里办", "actor": clerk, "now": MONDAY}
    with pytest.raises(AnswersWrong):
        routing.dispatch(receipt.matter_id, **said)
    with pytest.raises(AnswersWrong):
        handling.arbitrate(receipt.matter_id, **said, article="第3项")
    Unit.objects.filter(id=there.id).update(valid_to=yesterday + timedelta(days=1))
    routing.dispatch(receipt.matter_id, **said)
    assert centre.matter(receipt).unit == there

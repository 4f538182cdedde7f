"""Matters to link: two that report the same leak, one about noise, one in the other town."""

import pytest

from linli.flow.handling.links import actions
from linli.flow.intake.submission import Spot
from linli.testing.makers import MONDAY


@pytest.fixture
def join(centre):
    """`join(one, other)` links two receipts as the clerk of the centre would."""

    def act(one, other, relation="duplicate_of", *, actor=None, now=MONDAY, reason="说的是同一处漏水"):
        by = actor or centre.cast.clerk.actor
        ends = (one.matter_id, other.matter_id)
        return actions.link(*ends, relation=relation, reason=reason, actor=by, now=now)

    return act


@pytest.fixture
def in_the_west(centre):
    """A matter that the neighbour town's clerk may see and the east town's may not."""
    village = centre.cast.west_village
    return centre.bring(spot=Spot(village_id=village.id, words="桥头"), severity="large", category_id=None)


@pytest.fixture
def in_the_east(centre):
    return centre.bring(category_id=None)

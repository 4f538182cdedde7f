"""The people of joint handling, and a hard matter."""

from datetime import timedelta

import pytest

from linli.flow.handling.joint.tests.conftest import leak, roads  # noqa: F401 (fixtures)
from linli.flow.handling.meetings import actions
from linli.flow.handling.meetings.actions import Put
from linli.testing.makers import MONDAY

TOMORROW = MONDAY + timedelta(days=1)


@pytest.fixture
def hard(centre):
    return centre.matter(centre.bring(severity="hard", text="渠道占地三年没有说法。"))


@pytest.fixture
def planned(centre, hard, roads):  # noqa: F811
    """A conference on the hard matter, with the road department invited."""
    return actions.plan(
        kind="conference",
        title="渠道占地会商",
        place="中心二楼会议室",
        at=TOMORROW,
        items=[Put(hard.id, "三个单位说法不一")],
        unit_ids=[roads.unit.id],
        actor=centre.cast.clerk.actor,
        now=MONDAY,
    )


@pytest.fixture
def held(centre, planned, roads):  # noqa: F811
    return actions.hold(
        planned.id, attended={roads.unit.id: "韩雪"}, actor=centre.cast.clerk.actor, now=TOMORROW
    )

"""What is too large for a village or a town goes to the next level, which then has it."""

from datetime import timedelta

import pytest

from linli.core.clocks.models import Clock
from linli.core.procedures.answers import AnswersWrong
from linli.core.procedures.taking import StepNotOpen
from linli.flow.handling import actions as handling
from linli.flow.handling.alerts.queries import bell
from linli.ground.people.actor import Refused
from linli.testing.makers import MONDAY

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def send_up(receipt, member, severity="", reason="村里没有设备"):
    return handling.escalate(
        receipt.matter_id, reason=reason, severity=severity, actor=member.actor, now=MONDAY + HOUR
    )


@pytest.fixture
def small(centre):
    """A small matter that the village has claimed."""
    receipt = centre.bring(severity="small")
    handling.claim(receipt.matter_id, actor=centre.cast.village_cadre.actor, now=MONDAY)
    return receipt


def test_a_village_sends_up_to_its_town_and_answers_until_the_town_takes_it_up(centre, small):
    cast = centre.cast
    with pytest.raises(AnswersWrong):
        send_up(small, cast.village_cadre, reason="")
    with pytest.raises(Refused):
        send_up(small, cast.west_clerk)
    due = Clock.objects.get(matter=small.matter_id, name="reply").due_at
    send_up(small, cast.village_cadre, severity="large")
    matter = centre.matter(small)
    assert (matter.unit, matter.state, matter.handler, matter.severity) == (
        cast.east_town,
        "routed",
        None,
        "large",
    )
    assert (matter.answerable_unit, matter.answerable) == (cast.east_committee, cast.village_cadre.staff)
    assert {row.unit for row in matter.involvements.all()} >= {cast.east_committee, cast.east_town}
    assert Clock.objects.get(matter=small.matter_id, name="reply").due_at == due
    handling.claim(small.matter_id, actor=cast.east_clerk.actor, now=MONDAY + 2 * HOUR)
    assert centre.matter(small).answerable_unit == cast.east_town


def test_severity_is_raised_on_the_way_up_and_never_lowered(centre, small):
    send_up(small, centre.cast.village_cadre, severity="urgent")
    centre.settle(now=MONDAY + HOUR)
    assert bell(centre.cast.clerk.actor).ringing == bell(centre.cast.east_clerk.actor).ringing == 1
    with pytest.raises(AnswersWrong):
        send_up(small, centre.cast.east_clerk, severity="small")
    with pytest.raises(AnswersWrong):
        send_up(small, centre.cast.east_clerk, severity="enormous")


def test_a_department_does_not_send_up_and_above_the_centre_there_is_nobody(centre, small):
    cast = centre.cast
    with pytest.raises(StepNotOpen):
        send_up(centre.bring(), cast.handler)
    send_up(small, cast.village_cadre)
    send_up(small, cast.east_clerk)
    assert centre.matter(small).unit == cast.centre
    with pytest.raises(StepNotOpen):
        send_up(small, cast.clerk)

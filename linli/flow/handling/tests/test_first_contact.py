"""Who took a matter up first answers for it until another has accepted it (首接负责)."""

from datetime import timedelta

import pytest

from linli.core.clocks.models import Clock
from linli.core.procedures.answers import AnswersWrong
from linli.core.procedures.taking import StepNotOpen
from linli.flow.handling import actions as handling
from linli.flow.handling.alerts.queries import open_alerts
from linli.flow.routing import actions as routing
from linli.ground.people.actor import Refused
from linli.testing.makers import MONDAY

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def leak(centre):
    """A leak that the water department's handler has claimed."""
    receipt = centre.bring()
    handling.claim(receipt.matter_id, actor=centre.cast.handler.actor, now=MONDAY)
    return receipt


def offer(centre, leak, now=MONDAY, **said):
    said = {"staff_id": centre.cast.head.staff.id, "note": "等配件", **said}
    return handling.hand_over(leak.matter_id, **said, actor=centre.cast.handler.actor, now=now)


def who(centre, leak):
    matter = centre.matter(leak)
    return matter.handler, matter.answerable, matter.offered_to


def test_an_offer_changes_nothing_until_it_is_accepted(centre, leak):
    handler, head = centre.cast.handler, centre.cast.head
    offer(centre, leak)
    assert who(centre, leak) == (handler.staff, handler.staff, head.staff)
    assert [row.kind for row in open_alerts(head.actor)] == ["handling.offer"]
    with pytest.raises(StepNotOpen):
        handling.accept(leak.matter_id, actor=handler.actor, now=MONDAY)
    with pytest.raises(Refused):
        handling.accept(leak.matter_id, actor=centre.cast.west_clerk.actor, now=MONDAY)
    handling.accept(leak.matter_id, actor=head.actor, now=MONDAY + HOUR)
    assert who(centre, leak) == (head.staff, head.staff, None)
    assert centre.matter(leak).state == "handling"
    assert not open_alerts(head.actor).exists()
    assert not Clock.objects.filter(level="task", stopped_at=None).exists()


def test_who_declines_says_why_and_the_offerer_has_it_as_before(centre, leak):
    handler, head = centre.cast.handler, centre.cast.head
    offer(centre, leak)
    with pytest.raises(AnswersWrong):
        handling.decline(leak.matter_id, reason="", actor=head.actor, now=MONDAY)
    handling.decline(leak.matter_id, reason="我在外地开会", actor=head.actor, now=MONDAY + HOUR)
    assert who(centre, leak) == (handler.staff, handler.staff, None)
    assert [row.kind for row in open_alerts(handler.actor)] == ["handling.offer-back"]
    with pytest.raises(StepNotOpen):
        handling.accept(leak.matter_id, actor=head.actor, now=MONDAY + HOUR)


def test_only_the_offerer_takes_an_offer_back_and_there_is_one_at_a_time(centre, leak):
    handler, head = centre.cast.handler, centre.cast.head
    with pytest.raises(StepNotOpen):
        handling.take_back(leak.matter_id, actor=handler.actor, now=MONDAY)
    offer(centre, leak)
    with pytest.raises(StepNotOpen):
        offer(centre, leak)
    with pytest.raises(StepNotOpen):
        handling.take_back(leak.matter_id, actor=head.actor, now=MONDAY)
    handling.take_back(leak.matter_id, actor=handler.actor, now=MONDAY)
    assert who(centre, leak) == (handler.staff, handler.staff, None)
    assert not open_alerts(head.actor).exists()


def test_nobody_offers_what_another_handles_nor_to_oneself_nor_to_strangers(centre, leak):
    head = centre.cast.head
    with pytest.raises(StepNotOpen):
        handling.hand_over(leak.matter_id, staff_id=head.staff.id, note="给我", actor=head.actor, now=MONDAY)
    for stranger in (centre.cast.handler, centre.cast.west_clerk):
        with pytest.raises(AnswersWrong):
            offer(centre, leak, staff_id=stranger.staff.id)


def test_an_order_inside_the_unit_makes_the_one_named_answerable_and_ends_the_offer(centre, leak):
    cast = centre.cast
    offer(centre, leak)
    handling.assign(leak.matter_id, staff_id=cast.handler.staff.id, actor=cast.head.actor, now=MONDAY)
    assert who(centre, leak) == (cast.handler.staff, cast.handler.staff, None)
    assert not open_alerts(cast.head.actor).exists()


def test_the_former_unit_answers_until_the_next_has_taken_it_up(centre, leak):
    cast = centre.cast
    routing.dispatch(
        leak.matter_id, unit_id=cast.east_town.id, reason="镇管段", actor=cast.clerk.actor, now=MONDAY
    )
    matter = centre.matter(leak)
    assert (matter.unit, matter.answerable_unit, matter.answerable) == (
        cast.east_town,
        cast.water,
        cast.handler.staff,
    )
    with pytest.raises(Refused):
        handling.claim(leak.matter_id, actor=cast.handler.actor, now=MONDAY)
    handling.claim(leak.matter_id, actor=cast.east_clerk.actor, now=MONDAY + HOUR)
    matter = centre.matter(leak)
    assert (matter.answerable_unit, matter.answerable) == (cast.east_town, cast.east_clerk.staff)


def test_an_offer_is_void_when_the_matter_goes_to_another_unit(centre, leak):
    cast = centre.cast
    offer(centre, leak)
    routing.dispatch(
        leak.matter_id, unit_id=cast.east_town.id, reason="镇管段", actor=cast.clerk.actor, now=MONDAY
    )
    centre.settle(now=MONDAY)
    assert not Clock.objects.filter(level="task", stopped_at=None).exists()
    assert not open_alerts(cast.head.actor).exists()

"""Residents say whether they want messages about their matter."""

import pytest

from linli.core.matters.telling import tell
from linli.flow.intake.wishes.actions import want_messages
from linli.flow.intake.wishes.queries import wants_messages
from linli.ground.people.actor import Refused
from linli.testing.makers import MONDAY


def test_a_resident_switches_messages_off_and_on_and_a_neighbour_cannot(centre, neighbour):
    receipt = centre.bring()
    me, matter_id = centre.requester(receipt), receipt.matter_id
    assert wants_messages(matter_id)
    with pytest.raises(Refused):
        want_messages(matter_id, wanted=False, actor=neighbour, now=MONDAY)
    for _twice in range(2):
        want_messages(matter_id, wanted=False, actor=me, now=MONDAY)
    assert not wants_messages(matter_id)
    want_messages(matter_id, wanted=True, actor=me, now=MONDAY)
    assert wants_messages(matter_id)
    assert centre.verbs(receipt)[-2:] == ["intake.messages_declined", "intake.messages_wanted"]
    titles = [told.title for told in tell(centre.matter(receipt), audience="resident")]
    assert titles[-2:] == ["不再给您发这件事的短信", "又给您发这件事的短信"]


def test_a_clerk_does_so_for_whoever_telephones_and_a_handler_who_takes_nothing_in_cannot(centre):
    receipt = centre.bring()
    with pytest.raises(Refused):
        want_messages(receipt.matter_id, wanted=False, actor=centre.cast.handler.actor, now=MONDAY)
    want_messages(receipt.matter_id, wanted=False, actor=centre.cast.clerk.actor, now=MONDAY)
    assert not wants_messages(receipt.matter_id)

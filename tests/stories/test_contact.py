"""Reading a resident's name and telephone is an act: with a reason, by those who work on the matter, seen by the resident."""

from datetime import timedelta

import pytest

from linli.core.matters.telling import tell
from linli.core.procedures.answers import AnswersWrong
from linli.flow.handling.contacts import open_contact
from linli.ground.people.actor import Refused
from linli.testing.makers import MONDAY

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(hours=1)


def test_the_handler_opens_the_contact_with_a_reason_and_the_resident_sees_it(centre):
    receipt = centre.bring(name="王小满", phone="13800000001")
    handler = centre.cast.handler.actor
    with pytest.raises(AnswersWrong):
        open_contact(receipt.matter_id, reason=" ", actor=handler, now=LATER)
    contact = open_contact(receipt.matter_id, reason="约上门时间", actor=handler, now=LATER)
    assert (contact.name, contact.phone) == ("王小满", "13800000001")
    told = tell(centre.matter(receipt), audience="resident")[-1]
    assert (told.title, told.lines) == ("有人查看了您的联系方式", ("约上门时间",))
    assert told.who == "晴川县水务局"


def test_those_who_only_look_cannot_open_it(centre):
    receipt = centre.bring()
    for actor in (centre.cast.auditor.actor, centre.cast.west_clerk.actor, centre.requester(receipt)):
        with pytest.raises(Refused):
            open_contact(receipt.matter_id, reason="看看", actor=actor, now=LATER)


def test_who_left_nothing_has_nothing_to_open(centre):
    receipt = centre.bring(name="", phone="")
    with pytest.raises(AnswersWrong):
        open_contact(receipt.matter_id, reason="约时间", actor=centre.cast.handler.actor, now=LATER)

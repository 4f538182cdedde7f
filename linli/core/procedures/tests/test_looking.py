"""A matter that is looked at to be changed is the same that one may see, however the statement for it is kept."""

from dataclasses import replace

import pytest
from django.db import transaction
from django.db.transaction import TransactionManagementError

from linli.core.matters.models import Matter, Party
from linli.core.procedures.taking import locked
from linli.ground.people.actor import SYSTEM, Actor, Refused, resident
from linli.lib.identifiers import uuid7


def _sees(matter_id, actor):
    try:
        with transaction.atomic():
            return locked(matter_id, actor=actor).id == matter_id
    except Refused:
        return False


def test_everybody_may_look_at_what_they_see_and_at_nothing_else(centre, neighbour):
    receipts = [centre.bring(), centre.bring(category_id=centre.noise.id), centre.bring(severity="small")]
    people = [member.actor for member in vars(centre.cast).values() if hasattr(member, "actor")]
    strangers = [neighbour, resident(), Actor(kind="staff"), resident([receipts[0].matter_id]), SYSTEM]
    found = set()
    for actor in [*people, *strangers]:
        for receipt in [*receipts, *reversed(receipts)]:
            sees = Matter.objects.visible_to(actor).filter(id=receipt.matter_id).exists()
            assert _sees(receipt.matter_id, actor) is sees, actor
            found.add(sees)
    assert found == {True, False}


def test_who_was_seen_by_their_telephone_may_be_looked_at(centre):
    receipt = centre.bring()
    index = Party.objects.get(matter=receipt.matter_id).contact_index
    assert _sees(receipt.matter_id, resident(contact_index=index))
    assert not _sees(receipt.matter_id, resident(contact_index="0" * 64))


def test_who_was_given_a_post_is_not_judged_by_what_they_were_before(centre):
    receipt, handler = centre.bring(), centre.cast.handler.actor
    assert not _sees(receipt.matter_id, replace(handler, grants=()))
    assert _sees(receipt.matter_id, handler)


@pytest.mark.django_db(transaction=True)
def test_nobody_locks_a_matter_outside_a_transaction():
    with pytest.raises(TransactionManagementError):
        locked(uuid7(), actor=SYSTEM)

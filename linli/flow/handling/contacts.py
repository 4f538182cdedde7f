"""Open the sealed contact of a resident: an act with a reason, which the resident can see (PIPL arts 44, 51)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from linli.core.matters import ledger
from linli.core.matters.models import Party, PartyRole
from linli.core.procedures.answers import AnswersWrong
from linli.core.procedures.reach import reaches
from linli.core.procedures.taking import locked
from linli.ground.people.actor import Actor, Refused
from linli.ground.people.vault import sealer

WORK = "handling.work"
LONGEST_REASON = 200


@dataclass(frozen=True)
class Contact:
    """What the resident left; empty where they left nothing."""

    name: str
    phone: str
    address: str = ""


@transaction.atomic
def open_contact(
    matter_id: UUID, *, reason: str, actor: Actor, now: datetime, permission: str = WORK
) -> Contact:
    """Return the requester's name and telephone to somebody who works on the matter (or may do what `permission` says),
    and record who asked and why.

    Raises Refused, AnswersWrong (without a reason, or where nothing was left).
    """
    matter = locked(matter_id, actor=actor)
    if not reaches(actor, permission, matter):
        raise Refused(permission)
    reason = reason.strip()
    if not reason or len(reason) > LONGEST_REASON:
        raise AnswersWrong({"reason": _("请写明为什么要看联系方式，诉求人会看到这个理由。")})
    party = Party.objects.filter(matter=matter, role=PartyRole.REQUESTER).first()
    contact = _opened(party) if party else Contact("", "")
    if not (contact.name or contact.phone or contact.address):
        raise AnswersWrong({"reason": _("诉求人没有留联系方式，可以在页面上请他补充。")})
    unit = actor.acting_for(matter.unit_id)
    ledger.record(
        matter.id, "handling.contact_opened", actor=actor, now=now, unit_id=unit, body={"reason": reason}
    )
    return contact


def _opened(party: Party) -> Contact:
    vault = sealer()
    return Contact(
        name=vault.open(bytes(party.name_sealed), bound_to=f"party:{party.id}:name"),
        phone=vault.open(bytes(party.phone_sealed), bound_to=f"party:{party.id}:phone"),
        address=vault.open(bytes(party.address_sealed), bound_to=f"party:{party.id}:address"),
    )

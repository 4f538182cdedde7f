"""Say which organ a claim is about. It is a fact about the petition, for the yearly report; nothing is routed by it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from linli.capabilities.petitions.figures.models import NamedOrgan
from linli.capabilities.petitions.models import Klass, Petition
from linli.core.matters import ledger
from linli.core.procedures.answers import AnswersWrong
from linli.core.procedures.reach import reaches
from linli.core.procedures.taking import locked
from linli.ground.people.actor import Actor, Refused
from linli.ground.people.models import Unit

WORK, PASS_ON = "handling.work", "routing.dispatch"


@transaction.atomic
def name_organ(matter_id: UUID, *, organ_id: UUID | None, actor: Actor, now: datetime) -> NamedOrgan | None:
    """Name the organ, another one, or none any more. The same again changes nothing. Raises Refused, AnswersWrong."""
    matter = locked(matter_id, actor=actor)
    if not any(reaches(actor, permission, matter) for permission in (WORK, PASS_ON)):
        raise Refused(WORK)
    if not Petition.objects.filter(matter=matter, klass=Klass.CLAIM).exists():
        raise Refused
    before = NamedOrgan.objects.filter(petition=matter_id).first()
    organ = Unit.objects.filter(id=organ_id).first() if organ_id else None
    if organ_id and organ is None:
        raise AnswersWrong({"organ": _("没有这个机关，请重新选择。")})
    if (before.organ_id if before else None) == (organ.id if organ else None):
        return before
    NamedOrgan.objects.filter(petition=matter_id).delete()
    row = None
    if organ is not None:
        row = NamedOrgan.objects.create(
            petition_id=matter_id, organ=organ, named_at=now, named_by_id=actor.staff_id
        )
    body = {"organ": str(organ.id) if organ else "", "organ_name": organ.name if organ else ""}
    unit_id = actor.acting_for(matter.unit_id)
    ledger.record(matter_id, "petitions.organ_named", actor=actor, now=now, body=body, unit_id=unit_id)
    return row

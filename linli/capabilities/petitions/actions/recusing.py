"""Withdraw from a petition because it concerns oneself (article 28)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from linli.capabilities.petitions.actions.stepping import Act
from linli.capabilities.petitions.models import Recusal
from linli.core.matters.models import Entry
from linli.flow.handling.alerts.actions import alert_lead
from linli.flow.handling.offers import end_offer
from linli.ground.people.actor import Actor, Refused

KIND = "petitions.recused"


@transaction.atomic
def recuse(matter_id: UUID, *, reason: str, actor: Actor, now: datetime, version: int | None = None) -> Entry:
    """Declare a direct interest: one lets go of the petition, and whoever leads the unit gives it to somebody else."""
    act = Act(matter_id, actor=actor, now=now, version=version)
    if actor.staff_id is None:
        raise Refused("handling.work")
    is_handler = act.matter.handler_id == actor.staff_id
    entry = act.take(
        "recuse", {"reason": reason}, fields={"handler": None, "offered_to": None} if is_handler else None
    )
    Recusal.objects.create(
        petition=act.petition, staff_id=actor.staff_id, reason=reason.strip(), began_at=now
    )
    if is_handler:
        end_offer(act.matter, actor=actor, now=now)
    alert_lead(matter_id, unit=act.matter.unit, kind=KIND, key=f"{KIND}:{entry.id}", now=now)
    return entry

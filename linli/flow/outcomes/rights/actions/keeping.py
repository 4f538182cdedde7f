"""What every act on a request does alike: find it locked, see that it is the actor's to decide, end it, tell it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from linli.core.clocks.actions import stop_task
from linli.core.matters import ledger
from linli.core.matters.models import Matter
from linli.core.procedures.reach import reaches
from linli.core.procedures.taking import StepNotOpen, locked
from linli.flow.handling.alerts.actions import settle_alerts
from linli.flow.outcomes.rights.models import RightsRequest
from linli.ground.people.actor import Actor, Refused

DECIDE = "outcomes.rights"
CLOCK, ALERT = "data_right", "rights.asked"
Stage, Who = RightsRequest.Stage, RightsRequest.Who


def found(request_id: UUID, *, actor: Actor) -> RightsRequest:
    row = locked_request(request_id, actor=actor)
    if not may_decide(row.matter, actor):
        raise Refused(DECIDE)
    if row.stage != Stage.ASKED:
        raise StepNotOpen(_("这份申请已经答复过了。"))
    return row


def locked_request(request_id: UUID, *, actor: Actor) -> RightsRequest:
    matter_id = RightsRequest.objects.filter(id=request_id).values_list("matter_id", flat=True).first()
    if matter_id is None:
        raise Refused
    matter = locked(matter_id, actor=actor, sealed=True)
    row = RightsRequest.objects.get(id=request_id)
    row.matter = matter
    return row


def may_decide(matter: Matter, actor: Actor) -> bool:
    """Tell whether the actor may answer requests on this matter; who holds the key of a sealed one may."""
    if matter.is_sealed:
        return actor.may("sealed.handle")
    return actor.staff_id is not None and reaches(actor, DECIDE, matter)


def end(row: RightsRequest, stage: str, reason: str, *, actor: Actor, now: datetime) -> None:
    row.stage, row.reason, row.decided_at, row.decided_by_id = stage, reason.strip(), now, actor.staff_id
    row.save()
    stop_task(row.matter, task_id=row.id, actor=actor, now=now)
    settle_alerts(row.matter_id, key=f"{ALERT}:{row.id}", now=now)


def tell(row: RightsRequest, verb: str, *, actor: Actor, now: datetime, **said: Any) -> None:
    body = {"request": str(row.id), "right": row.right, **said}
    unit_id = actor.acting_for(row.matter.unit_id)
    ledger.record(row.matter_id, f"outcomes.{verb}", actor=actor, now=now, body=body, unit_id=unit_id)

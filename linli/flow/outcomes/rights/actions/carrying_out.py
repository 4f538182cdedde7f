"""Erase what was granted, when its days are over."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from linli.core.personal_data import erasing
from linli.flow.outcomes.rights.actions.keeping import Stage
from linli.flow.outcomes.rights.models import Right, RightsRequest
from linli.ground.people.actor import SYSTEM, Actor

BATCH = 50


def erase_due(*, now: datetime) -> int:
    """Erase what was granted and whose days are over. Returns how many. What was reopened or held since waits on."""
    rows = RightsRequest.objects.filter(stage=Stage.GRANTED, right=Right.ERASE, erase_at__lte=now)
    done = 0
    for request_id in list(rows.order_by("erase_at", "id").values_list("id", flat=True)[:BATCH]):
        with transaction.atomic():
            done += _erase_one(request_id, now=now)
    return done


def _erase_one(request_id: UUID, *, now: datetime) -> int:
    row = RightsRequest.objects.filter(id=request_id).first()
    if row is None:
        return 0
    row.matter = erasing.locked(row.matter_id)
    row.refresh_from_db(fields=["stage", "erase_at"])
    if row.stage != Stage.GRANTED:
        return 0
    try:
        carry_out(row, actor=SYSTEM, now=now)
    except erasing.CannotErase:
        RightsRequest.objects.filter(id=row.id).update(erase_at=now + timedelta(days=1))
        return 0
    return 1


def carry_out(row: RightsRequest, *, actor: Actor, now: datetime) -> RightsRequest:
    """Erase. The words of the request go with all others."""
    erasing.erase(row.matter_id, why=erasing.RIGHT, actor=actor, now=now)
    RightsRequest.objects.filter(id=row.id).update(stage=Stage.DONE, erased_at=now)
    row.refresh_from_db()
    return row

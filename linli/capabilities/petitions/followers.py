"""A duty that was not carried out in time is told, brought before who leads the organ, and proposed for supervision."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from linli.capabilities.petitions.actions.duties import CLOCK, OVERDUE, tell_overdue
from linli.core.clocks.queries import is_of_task
from linli.core.matters import ledger
from linli.core.matters.models import Entry
from linli.flow.handling.alerts.actions import alert, alert_lead
from linli.ground.people.actor import SYSTEM
from linli.ground.people.queries import duty_unit

PROPOSED, ISSUE = "petitions.supervise", "supervision.issue"


@ledger.follow_many("clocks.breached", name="petitions.overdue", only=is_of_task)
def tell_what_is_overdue(entries: Sequence[Entry], *, now: datetime) -> None:
    for entry in entries:
        if entry.body.get("clock") != CLOCK:
            continue
        row = tell_overdue(UUID(str(entry.body["task"])), actor=SYSTEM, now=now)
        if row is None:
            continue
        matter_id, says = row.petition_id, {"what": row.what}
        alert_lead(matter_id, unit=row.organ, kind=OVERDUE, key=f"{OVERDUE}:{row.id}", says=says, now=now)
        centre, key = duty_unit(on=timezone.localdate(now)), f"{PROPOSED}:{row.id}"
        alert(matter_id, kind=PROPOSED, key=key, says=says, unit=centre, permission=ISSUE, now=now)

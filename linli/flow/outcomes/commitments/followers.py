"""A promise whose day is over is broken: counted, told, and brought before who leads the unit."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from linli.core.clocks.queries import is_of_task
from linli.core.matters import ledger
from linli.core.matters.models import Entry
from linli.flow.handling.alerts.actions import alert_lead
from linli.flow.outcomes.commitments.actions import CLOCK, break_overdue
from linli.ground.people.actor import SYSTEM

KIND = "commitments.broken"


@ledger.follow_many("clocks.breached", name="commitments.broken", only=is_of_task)
def break_what_is_overdue(entries: Sequence[Entry], *, now: datetime) -> None:
    for entry in entries:
        if entry.body.get("clock") != CLOCK or not entry.body.get("task"):
            continue
        row = break_overdue(UUID(str(entry.body["task"])), actor=SYSTEM, now=now)
        if row is not None:
            says = {"words": row.words}
            alert_lead(row.matter_id, unit=row.unit, kind=KIND, key=f"{KIND}:{row.id}", says=says, now=now)

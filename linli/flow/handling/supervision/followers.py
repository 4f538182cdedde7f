"""What the clocks of supervision set off. Each looks at how things stand now, so a second delivery does nothing."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from linli.core.clocks.queries import is_of_task
from linli.core.matters import ledger
from linli.core.matters.models import Entry
from linli.flow.handling.supervision import alerting
from linli.flow.handling.supervision.actions.escalating import ANSWER_CLOCKS, escalate_unanswered
from linli.flow.handling.supervision.actions.listing import listing_ran_out
from linli.flow.handling.supervision.models import Stage, Supervision


@ledger.follow_many("clocks.breached", name="supervision.escalate", only=is_of_task)
def raise_what_was_not_answered(entries: Sequence[Entry], *, now: datetime) -> None:
    """Raise what nobody answered; tell whoever leads what nobody verified, and what was not struck off in time."""
    for task_id, name, clock_id in _tasks(entries):
        if name in ANSWER_CLOCKS:
            escalate_unanswered(task_id, clock_id, now=now)
        elif name == "listed_supervision":
            listing_ran_out(task_id, clock_id, now=now)
        elif name == "supervision_review":
            found = _with_units().filter(id=task_id, stage=Stage.ANSWERED).first()
            if found:
                alerting.tell_issuer(found, "unreviewed", leads=True, now=now)


@ledger.follow_many("clocks.warned", name="supervision.warn", only=is_of_task)
def warn_before_it_is_due(entries: Sequence[Entry], *, now: datetime) -> None:
    """Tell the addressee that an answer will soon be due."""
    for task_id, name, _clock in _tasks(entries):
        found = _with_units().filter(id=task_id).first() if name in ANSWER_CLOCKS else None
        if found and found.awaits_answer:
            alerting.tell_addressee(found, "due", now=now)


def _tasks(entries: Sequence[Entry]) -> list[tuple[UUID, str, UUID]]:
    """Return (task, name of its clock, clock) of those entries that are about a task."""
    told = [entry.body for entry in entries if entry.body.get("task")]
    return [(UUID(body["task"]), str(body["clock"]), UUID(str(body["id"]))) for body in told]


def _with_units() -> QuerySet[Supervision]:
    return Supervision.objects.select_related("addressee", "issuer_unit")

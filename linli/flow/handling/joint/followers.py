"""What must happen to tasks when something happened to their matter, or to their clock."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from linli.core.clocks.queries import is_of_task
from linli.core.matters import ledger
from linli.core.matters.models import Entry
from linli.flow.handling.joint.actions import lapse
from linli.flow.handling.joint.alerting import alert_unit, alert_waiting
from linli.flow.handling.joint.models import OPEN, Task

MOVED = ("routing.routed", "routing.dispatched", "routing.arbitrated", "handling.escalated")
ENDED = ("outcomes.closed", "outcomes.withdrawn")


@ledger.follow_many(*MOVED, *ENDED, name="joint.lapse", unless=("intake.received",))
def lapse_with_the_matter(entries: Sequence[Entry], *, now: datetime) -> None:
    """End the tasks of matters that have ended, and those of a unit that leads by now."""
    subjects = {entry.subject for entry in entries}
    waiting = Task.objects.filter(OPEN, matter__in=subjects).values_list("matter_id", flat=True)
    for matter_id in sorted(set(waiting)):
        lapse(matter_id, now=now)


@ledger.follow_many("clocks.breached", name="joint.late", only=is_of_task)
def tell_who_is_late(entries: Sequence[Entry], *, now: datetime) -> None:
    """Alert the unit whose task is late, and the one that waits for it."""
    ids = {UUID(str(entry.body["task"])) for entry in entries if entry.body.get("task")}
    late = Task.objects.filter(OPEN, id__in=ids).select_related("unit", "asked_unit", "matter__unit")
    for task in late.order_by("id"):
        alert_unit("joint.late", task, task.unit, now=now)
        alert_waiting("joint.answer_late", task, task.matter, now=now)

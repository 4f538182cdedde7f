"""Tasks end with their matter, and never silently."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from linli.core.procedures.taking import locked
from linli.flow.handling.joint.actions.keeping import end, in_order, told
from linli.flow.handling.joint.alerting import settle_unit
from linli.flow.handling.joint.models import OPEN, Stage, Task, TaskKind
from linli.ground.people.actor import SYSTEM

ENDED, LEADS_NOW = "matter_ended", "leads_now"


@transaction.atomic
def lapse(matter_id: UUID, *, now: datetime) -> list[Task]:
    """End the open tasks that have lost their sense: of a withdrawn matter all, of a closed one those that the reply
    waited for, else those of the unit that has the matter itself by now. A second time finds nothing left.
    """
    matter = locked(matter_id, actor=SYSTEM)
    lost = Q(unit=matter.unit_id, kind=TaskKind.ASSIST)
    if not matter.is_open:  # who closes states an outcome, who withdraws does not
        lost = Q(before_reply=True) if matter.outcome else Q()
    tasks = in_order(Task.objects.filter(OPEN & lost, matter=matter).select_related("unit"))
    for task in tasks:
        reason = LEADS_NOW if matter.is_open else ENDED
        end(task, matter, Stage.LAPSED, reason=reason, actor=SYSTEM, now=now)
        task.save()
        told(task, "handling.task_lapsed", actor=SYSTEM, now=now, reason=reason)
        settle_unit(task, now=now)
    return tasks

"""What the lead does with the answers: accept one, send it back once, or withdraw a task that is not needed."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from linli.flow.handling.joint.access import leads_task
from linli.flow.handling.joint.actions.asking import in_future, still_open
from linli.flow.handling.joint.actions.keeping import TaskNotOpen, at_stage, begin_clock, end, held, told
from linli.flow.handling.joint.alerting import alert_unit, settle_unit, settle_waiting
from linli.flow.handling.joint.models import OPEN_STAGES, Stage, Task, TaskKind
from linli.flow.handling.joint.said import Said
from linli.ground.people.actor import Actor, Refused


@transaction.atomic
def accept(task_id: UUID, *, actor: Actor, now: datetime) -> Task:
    """Take the unit's answer. Raises Refused, TaskNotOpen."""
    task, matter = held(task_id, actor=actor)
    if not leads_task(actor, task, matter):
        raise Refused
    at_stage(task, Stage.ANSWERED)
    task.stage, task.ended_at = Stage.ACCEPTED, now
    task.save()
    told(task, "handling.task_accepted", actor=actor, now=now)
    settle_waiting(task, now=now)
    return task


@transaction.atomic
def send_back(
    task_id: UUID, *, reason: str, until: datetime | None = None, actor: Actor, now: datetime
) -> Task:
    """Ask the unit once more, saying what is missing; a new clock starts. Once only.

    Raises Refused, AnswersWrong, TaskNotOpen.
    """
    task, matter = held(task_id, actor=actor)
    if not leads_task(actor, task, matter):
        raise Refused
    at_stage(task, Stage.ANSWERED)
    if task.kind == TaskKind.WHISTLE:
        raise TaskNotOpen(_("到场报到不能退回，可以在评价里写明没有解决什么。"))
    if task.sent_back_at:
        raise TaskNotOpen(_("已经退回过一次，不能再退。可以采纳，也可以报中心协调。"))
    if task.before_reply:
        still_open(matter)
    said = Said()
    task.sent_back_reason = said.text("reason", reason, _("请写明还缺什么。"))
    in_future(said, until, now)
    said.done()
    task.stage, task.sent_back_at = Stage.TAKEN_UP, now
    task.save()
    told(task, "handling.task_sent_back", actor=actor, now=now, reason=task.sent_back_reason)
    begin_clock(task, matter, actor=actor, now=now, until=until)
    settle_waiting(task, now=now)
    alert_unit("joint.sent_back", task, task.unit, now=now)
    return task


@transaction.atomic
def withdraw(task_id: UUID, *, reason: str, actor: Actor, now: datetime) -> Task:
    """Take back a task that is still open, with the reason. Raises Refused, AnswersWrong, TaskNotOpen."""
    task, matter = held(task_id, actor=actor)
    if not leads_task(actor, task, matter):
        raise Refused
    at_stage(task, *OPEN_STAGES)
    said = Said()
    reason = said.text("reason", reason, _("请写明为什么不再需要。"))
    said.done()
    end(task, matter, Stage.WITHDRAWN, reason=reason, actor=actor, now=now)
    task.save()
    told(task, "handling.task_withdrawn", actor=actor, now=now, reason=reason)
    settle_unit(task, now=now)
    return task

"""What a called unit does: take the task up, and answer it, agreeing with the lead or saying why not."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from linli.core.clocks.actions import stop_task
from linli.flow.handling.joint.access import serves
from linli.flow.handling.joint.actions.keeping import TaskNotOpen, at_stage, held, is_decision, told
from linli.flow.handling.joint.alerting import alert_waiting, settle_unit
from linli.flow.handling.joint.models import Stage, Task, TaskKind
from linli.flow.handling.joint.said import Said
from linli.ground.people.actor import Actor, Refused

LONGEST = 2_000


@transaction.atomic
def take_up(task_id: UUID, *, actor: Actor, now: datetime) -> Task:
    """Say that the unit has it and will do it. The clock goes on. Raises Refused, TaskNotOpen."""
    task, _matter = held(task_id, actor=actor)
    if not serves(actor, task.unit_id):
        raise Refused
    at_stage(task, Stage.ASKED)
    task.stage, task.taken_up_by_id, task.taken_up_at = Stage.TAKEN_UP, actor.staff_id, now
    task.save()
    told(task, "handling.task_taken_up", actor=actor, now=now)
    settle_unit(task, now=now)
    return task


@transaction.atomic
def answer(task_id: UUID, *, text: str, dissent: str = "", actor: Actor, now: datetime) -> Task:
    """Give the lead the unit's answer. `dissent`: why it does not agree; it is kept and shown to staff.

    Only the lead answers the resident. Raises Refused, AnswersWrong, TaskNotOpen.
    """
    task, matter = held(task_id, actor=actor)
    if not serves(actor, task.unit_id):
        raise Refused
    if task.kind == TaskKind.WHISTLE:
        raise TaskNotOpen(_("请您到场这一项，到了以后点“报到”。"))
    at_stage(task, Stage.ASKED, Stage.TAKEN_UP)
    said = Said()
    task.answer = said.text("text", text, _("请写您单位的意见：做了什么、结果怎样。"), most=LONGEST)
    task.dissent = said.text("dissent", dissent, "", required=False)
    said.done()
    _answered(task, actor=actor, now=now)
    task.save()
    stop_task(matter, task_id=task.id, actor=actor, now=now)
    verb = "handling.task_carried_out" if is_decision(task) else "handling.task_answered"
    told(task, verb, actor=actor, now=now, text=task.answer, dissent=task.dissent)
    settle_unit(task, now=now)
    alert_waiting("joint.answered", task, matter, now=now)
    return task


def _answered(task: Task, *, actor: Actor, now: datetime) -> None:
    task.stage, task.answered_by_id, task.answered_at = Stage.ANSWERED, actor.staff_id, now
    if task.taken_up_at is None:
        task.taken_up_by_id, task.taken_up_at = actor.staff_id, now

"""A called unit holds that the task is not its own: with a reason and the article; the centre decides, once."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.flow.handling.joint.access import rules, serves
from linli.flow.handling.joint.actions.keeping import TaskNotOpen, at_stage, end, held, told
from linli.flow.handling.joint.alerting import alert_centre, alert_unit, settle_centre, settle_unit
from linli.flow.handling.joint.models import Stage, Task
from linli.flow.handling.joint.said import Said
from linli.ground.people.actor import Actor, Refused
from linli.ground.people.queries import duty_unit


@transaction.atomic
def refuse(task_id: UUID, *, reason: str, article: str, actor: Actor, now: datetime) -> Task:
    """Object to the task. It stays the unit's, and its clock goes on, until the centre has decided.

    Raises Refused, AnswersWrong, TaskNotOpen (also where the centre has decided already).
    """
    task, _matter = held(task_id, actor=actor)
    if not serves(actor, task.unit_id):
        raise Refused
    at_stage(task, Stage.ASKED, Stage.TAKEN_UP)
    if task.ruling:
        raise TaskNotOpen(_("中心已经裁定由您单位办，不能再提异议。"))
    said = Said()
    task.refused_reason = said.text("reason", reason, _("请写明为什么不该由您单位做。"))
    task.refused_article = said.text(
        "article", article, _("请写明依据哪一条，例如责任清单第几项。"), most=200
    )
    said.done()
    task.stage, task.refused_at = Stage.REFUSED, now
    task.save()
    told(
        task,
        "handling.task_refused",
        actor=actor,
        now=now,
        reason=task.refused_reason,
        article=task.refused_article,
    )
    alert_centre("joint.refused", task, duty_unit(on=timezone.localdate(now)), now=now)
    return task


@transaction.atomic
def rule(task_id: UUID, *, stays: bool, reason: str, actor: Actor, now: datetime) -> Task:
    """Decide for the centre whether the task stays with the unit, which then may not object again, or is withdrawn.

    Raises Refused, AnswersWrong, TaskNotOpen.
    """
    task, matter = held(task_id, actor=actor)
    if not rules(actor):
        raise Refused
    at_stage(task, Stage.REFUSED)
    said = Said()
    reason = said.text("reason", reason, _("请写明裁定的理由。"))
    said.done()
    if stays:
        task.ruling = reason
        task.stage = Stage.TAKEN_UP if task.taken_up_at else Stage.ASKED
        alert_unit("joint.upheld", task, task.unit, now=now)
    else:
        end(task, matter, Stage.WITHDRAWN, reason=reason, actor=actor, now=now)
        settle_unit(task, now=now)
    task.save()
    verb = "handling.task_upheld" if stays else "handling.task_withdrawn"
    told(task, verb, actor=actor, now=now, reason=reason)
    settle_centre(task, now=now)
    return task

"""On the spot and afterwards: a department reports in, the town rates how it helped, the department may answer."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from linli.core.clocks.actions import stop_task
from linli.flow.handling.joint.access import serves, whistles_for
from linli.flow.handling.joint.actions.keeping import TaskNotOpen, at_stage, end, held, told
from linli.flow.handling.joint.alerting import alert_unit, settle_unit
from linli.flow.handling.joint.models import OPEN_STAGES, Attendance, Call, Stage, Task, TaskKind
from linli.flow.handling.joint.said import Said
from linli.ground.people.actor import Actor, Refused

BEST = 3


@transaction.atomic
def report_in(
    task_id: UUID,
    *,
    who: str,
    arrived_at: datetime | None = None,
    text: str = "",
    actor: Actor,
    now: datetime,
) -> Task:
    """Record that the department is there: by its own act, or confirmed by the town that called it.

    `arrived_at` as told, between the call and now. Raises Refused, AnswersWrong, TaskNotOpen.
    """
    task, matter = held(task_id, actor=actor)
    call = _called(task)
    town = whistles_for(actor, call.unit_id)
    if not town and not serves(actor, task.unit_id):
        raise Refused
    at_stage(task, *OPEN_STAGES)
    arrived = arrived_at or now
    said = Said()
    who = said.text("who", who, _("请写明谁到场了。"), most=100)
    task.answer = said.text("text", text, "", required=False, most=2_000)
    if not call.called_at <= arrived <= now:
        said.wrong("arrived_at", _("到场时间要在吹哨以后、现在以前。"))
    said.done()
    Attendance.objects.create(
        task=task, arrived_at=arrived, who=who, confirmed_by_town=not serves(actor, task.unit_id)
    )
    task.stage, task.answered_at, task.answered_by_id = Stage.ANSWERED, now, actor.staff_id
    task.taken_up_at = task.taken_up_at or now
    task.save()
    stop_task(matter, task_id=task.id, actor=actor, now=now)
    told(
        task,
        "handling.reported_in",
        actor=actor,
        now=now,
        happened_at=arrived,
        call=str(call.id),
        text=task.answer,
        in_time=arrived <= call.at,
    )
    settle_unit(task, now=now)
    return task


@transaction.atomic
def rate(
    task_id: UUID, *, on_time: bool, effective: int | None, words: str = "", actor: Actor, now: datetime
) -> Task:
    """Say for the town whether the department came in time and how far that solved it (1 to 3); once.

    One that has not come once the time is over is rated as that, and its task ends. Raises Refused, AnswersWrong, TaskNotOpen.
    """
    task, matter = held(task_id, actor=actor)
    call = _called(task)
    if not whistles_for(actor, call.unit_id):
        raise Refused
    came = task.stage == Stage.ANSWERED
    if not came:
        at_stage(task, *OPEN_STAGES)
        if now < call.at:
            raise TaskNotOpen(_("还没有到约定的时间，先等一等。"))
    said = Said()
    if came and effective not in range(1, BEST + 1):
        said.wrong("effective", _("请选择解决得怎么样。"))
    words = said.text("words", words, "", required=False)
    said.done()
    found, _made = Attendance.objects.get_or_create(task=task)
    found.on_time, found.effective = came and on_time, effective if came else None
    found.words, found.rated_at = words, now
    found.save()
    if came:
        task.stage, task.ended_at = Stage.ACCEPTED, now
    else:
        end(task, matter, Stage.MISSED, reason="", actor=actor, now=now)
    task.save()
    told(
        task,
        "handling.whistle_rated",
        actor=actor,
        now=now,
        words=words,
        call=str(call.id),
        on_time=found.on_time,
        effective=found.effective or 0,
    )
    settle_unit(task, now=now)
    alert_unit("joint.rated", task, task.unit, now=now)
    return task


@transaction.atomic
def respond(task_id: UUID, *, text: str, actor: Actor, now: datetime) -> Task:
    """Answer the town's rating for the department, once. Raises Refused, AnswersWrong, TaskNotOpen."""
    task, _matter = held(task_id, actor=actor)
    _called(task)
    if not serves(actor, task.unit_id):
        raise Refused
    found = Attendance.objects.filter(task=task, rated_at__isnull=False).first()
    if found is None:
        raise TaskNotOpen(_("乡镇还没有评价。"))
    if found.responded_at:
        raise TaskNotOpen(_("已经说明过了。"))
    said = Said()
    found.response = said.text("text", text, _("请写您单位的说明。"))
    said.done()
    found.responded_at = now
    found.save()
    told(task, "handling.whistle_responded", actor=actor, now=now, text=found.response)
    settle_unit(task, now=now)
    return task


def _called(task: Task) -> Call:
    if task.kind != TaskKind.WHISTLE or task.call is None:
        raise TaskNotOpen(_("这一项不是吹哨。"))
    return task.call

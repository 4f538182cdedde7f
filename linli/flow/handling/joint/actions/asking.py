"""Ask other units to help with a matter (会办): each gets a task with a clock of its own, and may read the matter."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.core.matters.models import Matter
from linli.core.procedures.taking import locked
from linli.flow.handling.joint.access import leads
from linli.flow.handling.joint.actions.keeping import TaskNotOpen, begin_clock, told
from linli.flow.handling.joint.alerting import alert_unit
from linli.flow.handling.joint.models import OPEN, Call, Task, TaskKind
from linli.flow.handling.joint.said import Said
from linli.flow.routing.actions import involve
from linli.ground.people.actor import Actor, Refused
from linli.ground.people.models import Unit
from linli.ground.people.queries.dates import valid_on

LONGEST = 500
ASKED = {TaskKind.DECISION: "handling.task_decided"}


@transaction.atomic
def ask(
    matter_id: UUID,
    *,
    unit_ids: Sequence[UUID],
    asked: str,
    until: datetime | None = None,
    actor: Actor,
    now: datetime,
) -> list[Task]:
    """Ask each unit for its part, by the limit of the rule or by the moment agreed on.

    Raises Refused (not the lead's), AnswersWrong, TaskNotOpen (the matter is closed).
    """
    matter = locked(matter_id, actor=actor)
    if not leads(actor, matter):
        raise Refused
    still_open(matter)
    said = Said()
    asked = said.text("asked", asked, _("请写明请对方做什么、要什么结果。"), most=LONGEST)
    in_future(said, until, now)
    units = called(said, matter, unit_ids, kind=TaskKind.ASSIST, now=now)
    said.done()
    asking = actor.acting_for(matter.unit_id) or matter.unit_id
    return [
        keep(matter, unit, TaskKind.ASSIST, asked, asking=asking, until=until, actor=actor, now=now)
        for unit in units
    ]


def decide(
    matter: Matter,
    unit: Unit,
    asked: str,
    *,
    asking: UUID,
    until: datetime | None,
    before_reply: bool,
    actor: Actor,
    now: datetime,
) -> Task:
    """Give a unit what a meeting decided for it. For the room of meetings, which asks for permission and holds the lock."""
    return keep(
        matter,
        unit,
        TaskKind.DECISION,
        asked,
        asking=asking,
        until=until,
        before_reply=before_reply,
        actor=actor,
        now=now,
    )


def keep(
    matter: Matter,
    unit: Unit,
    kind: TaskKind,
    asked: str,
    *,
    asking: UUID,
    until: datetime | None,
    actor: Actor,
    now: datetime,
    before_reply: bool = True,
    call: Call | None = None,
) -> Task:
    """Write the task, start its clock, let the unit read the matter, tell it and call the unit's attention."""
    task = Task.objects.create(
        matter=matter,
        kind=kind,
        unit=unit,
        call=call,
        before_reply=before_reply,
        asked=asked,
        asked_unit_id=asking,
        asked_by_id=actor.staff_id,
        asked_at=now,
    )
    involve(matter.id, unit, now=now)
    if call is None:  # a whistle is told once, for all whom it calls
        verb = ASKED.get(kind, "handling.task_asked")
        told(task, verb, actor=actor, now=now, asked=asked)
    begin_clock(task, matter, actor=actor, now=now, until=until)
    alert_unit("joint.asked", task, unit, now=now)
    return task


def called(
    said: Said, matter: Matter, unit_ids: Sequence[UUID], *, kind: TaskKind, now: datetime
) -> list[Unit]:
    """Return the units that may be called; tells what is wrong with the others."""
    ids = list(dict.fromkeys(unit_ids))
    if not ids:
        said.wrong("units", _("请选择请哪些单位。"))
        return []
    found = list(Unit.objects.filter(valid_on(timezone.localdate(now)), id__in=ids).order_by("code"))
    if len(found) < len(ids):
        said.wrong("units", _("有的单位已经停用或不存在，请重新选择。"))
    if matter.unit_id in ids and kind == TaskKind.ASSIST:
        said.wrong("units", _("这件事就在这个单位手里，不用再请它协办。"))
    there = Task.objects.filter(OPEN, matter=matter, kind=kind, unit__in=found)
    if named := list(there.values_list("unit__name", flat=True)):
        said.wrong("units", _("已经请过%(units)s，还没有回意见。") % {"units": "、".join(named)})
    return found


def in_future(said: Said, until: datetime | None, now: datetime, *, field: str = "until") -> None:
    if until is not None and until <= now:
        said.wrong(field, _("这个时间已经过了，请改成以后的时间。"))


def still_open(matter: Matter) -> None:
    """Raise TaskNotOpen where the matter has ended."""
    if not matter.is_open:
        raise TaskNotOpen(_("这件事已经结束，不能再请别的单位。"))

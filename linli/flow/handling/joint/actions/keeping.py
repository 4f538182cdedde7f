"""What every act on a task does alike: find it behind the lock of its matter, start its clock, end it, tell it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from linli.core.clocks.actions import start_task, stop_task
from linli.core.matters import ledger
from linli.core.matters.models import Entry, Matter
from linli.core.procedures.obligations import rule_of
from linli.core.procedures.taking import locked
from linli.flow.handling.joint.models import Stage, Task, TaskKind
from linli.ground.people.actor import Actor, Refused


class TaskNotOpen(Exception):
    """This cannot be done to the task now; the message says why."""


def held(task_id: UUID, *, actor: Actor) -> tuple[Task, Matter]:
    """Return the task and its matter, locked, if the matter is the actor's to see. Raises Refused."""
    matter_id = Task.objects.filter(id=task_id).values_list("matter_id", flat=True).first()
    if matter_id is None:
        raise Refused
    matter = locked(matter_id, actor=actor)
    return Task.objects.select_related("unit", "asked_unit", "call__unit").get(id=task_id), matter


def at_stage(task: Task, *stages: Stage) -> None:
    """Raise TaskNotOpen unless the task is at one of these stages."""
    if task.stage not in stages:
        now = task.get_stage_display()
        raise TaskNotOpen(_("这项任务现在是“%(stage)s”，不能这样做。") % {"stage": now})


def begin_clock(
    task: Task, matter: Matter, *, actor: Actor, now: datetime, until: datetime | None
) -> datetime:
    """Start the clock of the task's kind and return when it is due."""
    rule = rule_of(matter, task.kind)
    return start_task(matter, rule, task_id=task.id, unit=task.unit, actor=actor, now=now, until=until).due_at


def end(task: Task, matter: Matter, stage: Stage, *, reason: str, actor: Actor, now: datetime) -> None:
    """Bring the task to an end, unsaved, and stop its clock."""
    task.stage, task.ended_at, task.ended_reason = stage, now, reason
    stop_task(matter, task_id=task.id, actor=actor, now=now)


def told(
    task: Task, verb: str, *, actor: Actor, now: datetime, happened_at: datetime | None = None, **says: Any
) -> Entry:
    """Record what was done to the task in the history of its matter."""
    body = {
        "task": str(task.id),
        "kind": task.kind,
        "unit": str(task.unit_id),
        "unit_name": task.unit.name,
        **says,
    }
    for_unit = actor.acting_for(task.unit_id, task.asked_unit_id)
    return ledger.record(
        task.matter_id, verb, actor=actor, now=now, body=body, unit_id=for_unit, happened_at=happened_at
    )


def is_decision(task: Task) -> bool:
    """Tell whether a meeting set the task; then residents read of it only what the meeting chose to tell them."""
    return task.kind == TaskKind.DECISION


def in_order(tasks: Iterable[Task]) -> list[Task]:
    return sorted(tasks, key=lambda task: task.id)

"""Whistle and report (街乡吹哨、部门报到): a town calls departments to the spot of a matter."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from linli.core.clocks.actions import prepare
from linli.core.matters import ledger
from linli.core.procedures.obligations import rule_of
from linli.core.procedures.taking import locked
from linli.flow.handling.joint.access import whistling
from linli.flow.handling.joint.actions.asking import called, in_future, keep, still_open
from linli.flow.handling.joint.models import Call, Task, TaskKind
from linli.flow.handling.joint.said import Said
from linli.ground.people.actor import Actor, Refused
from linli.ground.people.models import UnitKind

CALLED_KINDS = (UnitKind.DEPARTMENT, UnitKind.CENTRE)


@transaction.atomic
def whistle(
    matter_id: UUID,
    *,
    unit_ids: Sequence[UUID],
    place: str,
    at: datetime | None,
    purpose: str,
    actor: Actor,
    now: datetime,
) -> Call:
    """Call departments to the spot: at the moment named, or at once (`at` None), which is the limit of the rule.

    Raises Refused (no town's post, or not in its area), AnswersWrong, TaskNotOpen (the matter is closed).
    """
    matter = locked(matter_id, actor=actor)
    grant = whistling(actor, matter)
    if grant is None:
        raise Refused
    still_open(matter)
    said = Said()
    place = said.text("place", place, _("请写明到哪里。"), most=200)
    purpose = said.text("purpose", purpose, _("请写明要解决什么。"))
    in_future(said, at, now, field="at")
    units = called(said, matter, unit_ids, kind=TaskKind.WHISTLE, now=now)
    if wrong := [unit.name for unit in units if unit.kind not in CALLED_KINDS]:
        said.wrong("units", _("吹哨请的是部门，不能请%(units)s。") % {"units": "、".join(wrong)})
    said.done()
    by = at or prepare(matter, [rule_of(matter, TaskKind.WHISTLE)], now=now)[0].due_at
    call = Call.objects.create(
        matter=matter,
        unit_id=grant.unit_id,
        place=place,
        at=by,
        purpose=purpose,
        called_by_id=actor.staff_id,
        called_at=now,
    )
    tasks = [
        keep(
            matter,
            unit,
            TaskKind.WHISTLE,
            purpose,
            asking=grant.unit_id,
            until=at,
            call=call,
            actor=actor,
            now=now,
        )
        for unit in units
    ]
    _tell(call, tasks, actor=actor, now=now)
    return call


def _tell(call: Call, tasks: Sequence[Task], *, actor: Actor, now: datetime) -> None:
    """Record the call once, with all whom it calls."""
    body = {
        "call": str(call.id),
        "units": "、".join(task.unit.name for task in tasks),
        "tasks": {str(task.unit_id): str(task.id) for task in tasks},
        "place": call.place,
        "purpose": call.purpose,
    }
    ledger.record(call.matter_id, "handling.whistled", actor=actor, now=now, body=body, unit_id=call.unit_id)

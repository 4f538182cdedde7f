"""Whom a task calls: the unit that is asked, the one that asked, the centre. Each is called once, and no longer than needed."""

from datetime import datetime

from linli.core.matters.models import Matter
from linli.flow.handling.alerts.actions import alert, settle_alerts
from linli.flow.handling.joint.access import DISPATCH, WORK
from linli.flow.handling.joint.models import Task
from linli.ground.people.models import Unit

TO_UNIT = ("joint.asked", "joint.upheld", "joint.sent_back", "joint.rated", "joint.late")
TO_WAITING = ("joint.answered", "joint.answer_late")
TO_CENTRE = ("joint.refused",)
REPEATED = ("joint.answered", "joint.answer_late")
AGAIN = ":again"
SHOWN = 40


def alert_unit(kind: str, task: Task, unit: Unit, *, now: datetime) -> None:
    _alert(kind, task, unit, WORK, now=now)


def alert_waiting(kind: str, task: Task, matter: Matter, *, now: datetime) -> None:
    """Alert who waits for the answer: the unit that has the matter; for what a meeting decided, the one that set it."""
    lead = matter.unit if task.before_reply else task.asked_unit
    _alert(kind, task, lead, WORK, now=now, round_of=_round_of(kind, task))


def alert_centre(kind: str, task: Task, centre: Unit, *, now: datetime) -> None:
    _alert(kind, task, centre, DISPATCH, now=now)


def settle_unit(task: Task, *, now: datetime) -> None:
    _settle(TO_UNIT, task, now=now)


def settle_waiting(task: Task, *, now: datetime) -> None:
    _settle(TO_WAITING, task, now=now)


def settle_centre(task: Task, *, now: datetime) -> None:
    _settle(TO_CENTRE, task, now=now)


def _alert(kind: str, task: Task, unit: Unit, permission: str, *, now: datetime, round_of: str = "") -> None:
    says = {"unit_name": task.unit.name, "asked": task.asked[:SHOWN]}
    key = _key(kind, task, round_of)
    alert(task.matter_id, kind=kind, key=key, says=says, unit=unit, permission=permission, now=now)


def _settle(kinds: tuple[str, ...], task: Task, *, now: datetime) -> None:
    for kind in kinds:
        for round_of in ("", AGAIN) if kind in REPEATED else ("",):
            settle_alerts(task.matter_id, key=_key(kind, task, round_of), now=now)


def _key(kind: str, task: Task, round_of: str) -> str:
    return f"{kind}:{task.id}{round_of}"


def _round_of(kind: str, task: Task) -> str:
    """Return what tells the alert of a second answer from that of the first; kinds that are not repeated need none."""
    return AGAIN if task.sent_back_at and kind in REPEATED else ""

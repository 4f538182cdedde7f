"""Conferences about hard matters, and a regular meeting: planned, held, minuted, decided, carried out."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from linli.config.demonstration.beside.staged import Staged
from linli.config.demonstration.year import Year
from linli.core.matters.models import Matter
from linli.flow.handling.joint.actions import answering, judging
from linli.flow.handling.joint.models import Task
from linli.flow.handling.meetings.actions import deciding, ending, holding, minuting, planning
from linli.flow.handling.meetings.models import Meeting
from linli.ground.people.actor import SYSTEM, Actor

IN_REGULAR = 3


def conferred(life: Staged, worker: Actor, now: datetime, *, units: Sequence[UUID]) -> None:
    """Let a hard matter come to a conference, whose decision one unit carries out."""
    meeting = _plan(life.year, [life.id], units, now, now + timedelta(hours=48), kind="conference")
    life.after(now, 72, partial(_hold, life, meeting, units))
    life.answer_after(now, 24 * 9)


def conference_planned(life: Staged, worker: Actor, now: datetime, *, units: Sequence[UUID]) -> None:
    """Plan a conference for the day after tomorrow."""
    at = life.year.end + timedelta(hours=44)
    _plan(life.year, [life.id], units, now, at, kind="conference")
    life.rest()


def conference_asked(life: Staged, worker: Actor, now: datetime) -> None:
    """Leave a hard matter waiting for a conference."""
    life.rest()


def met_regularly(year: Year, now: datetime, *, units: Sequence[UUID]) -> None:
    """Hold a regular meeting about what has been open longest."""
    longest = Matter.objects.visible_to(SYSTEM).filter(is_open=True).order_by("received_at")
    matters = list(longest.values_list("id", flat=True)[:IN_REGULAR])
    if not matters:
        return
    said, duty = year.told["beside"], year.crew.duty
    meeting = _plan(year, matters, units, now, now + timedelta(hours=1), kind="regular")
    at = now + timedelta(hours=3)
    holding.hold(meeting.id, attended=dict.fromkeys(units, said["who"]), actor=duty, now=at)
    for item in meeting.items.order_by("place"):
        words = {"discussion": said["regular_discussion"], "decision": said["regular_decision"]}
        deciding.discuss(item.id, **words, actor=duty, now=at)
    _write_up(meeting, said["regular_minutes"], duty, at)


def _plan(
    year: Year, matters: Sequence[UUID], units: Sequence[UUID], now: datetime, at: datetime, *, kind: str
) -> Meeting:
    said = year.told["beside"]
    return planning.plan(
        kind=kind,
        title=said[f"{kind}_title"],
        place=said["room"],
        at=at,
        items=[planning.Put(matter, why=said[f"{kind}_why"]) for matter in matters],
        unit_ids=units,
        actor=year.crew.duty,
        now=now,
    )


def _hold(life: Staged, meeting: Meeting, units: Sequence[UUID], now: datetime) -> None:
    said, duty = life.said, life.year.crew.duty
    holding.hold(meeting.id, attended=dict.fromkeys(units, said["who"]), actor=duty, now=now)
    item = meeting.items.get()
    words = {name: said[f"conference_{name}"] for name in ("discussion", "decision", "told")}
    deciding.discuss(item.id, **words, actor=duty, now=now)
    deciding.decide(item.id, unit_id=units[0], asked=said["conference_asked"], actor=duty, now=now)
    _write_up(meeting, said["conference_minutes"], duty, now)
    task = Task.objects.filter(matter=life.id, unit=units[0]).order_by("-asked_at")[0]
    life.after(now, 60, partial(_carry_out, life, task))


def _carry_out(life: Staged, task: Task, now: datetime) -> None:
    colleague = life.year.crew.by_unit[task.unit_id][0]
    answering.answer(task.id, text=life.said["conference_done"], actor=colleague, now=now)
    judging.accept(task.id, actor=life.year.crew.duty, now=now)


def _write_up(meeting: Meeting, text: str, duty: Actor, now: datetime) -> None:
    minutes = minuting.write_minutes(meeting.id, text=text, actor=duty, now=now)
    minuting.confirm(meeting.id, minutes.version, actor=duty, now=now)
    ending.close(meeting.id, actor=duty, now=now)

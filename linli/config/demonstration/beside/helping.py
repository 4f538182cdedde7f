"""Units help each other: tasks that are answered, disputed, late, and departments whistled to the spot and rated."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from linli.config.demonstration.beside.staged import Staged
from linli.flow.handling.joint.actions import answering, asking, judging, spot, whistling
from linli.ground.people.actor import Actor


def helped(life: Staged, worker: Actor, now: datetime, *, by: Sequence[UUID], dissents: bool = False) -> None:
    """Ask the units for their part; each answers within a day, and the lead takes it."""
    for task in asking.ask(life.id, unit_ids=by, asked=life.said["asked"], actor=worker, now=now):
        life.after(now, 5, partial(_answer, life, task.id, task.unit_id, dissents))
        life.after(now, 30, partial(_accept, task.id, worker))
    life.answer_after(now, 50)


def helped_late(life: Staged, worker: Actor, now: datetime, *, by: Sequence[UUID]) -> None:
    """Ask a unit that lets its time run out and answers after all."""
    task = asking.ask(life.id, unit_ids=by[:1], asked=life.said["asked"], actor=worker, now=now)[0]
    life.after(now, 170, partial(_answer, life, task.id, task.unit_id, False))
    life.after(now, 180, lambda at: judging.accept(task.id, actor=worker, now=at))
    life.answer_after(now, 190)


def help_waits(life: Staged, worker: Actor, now: datetime, *, by: Sequence[UUID]) -> None:
    """Ask units that have not answered yet."""
    asking.ask(life.id, unit_ids=by, asked=life.said["asked"], actor=worker, now=now)
    life.rest()


def help_came(life: Staged, worker: Actor, now: datetime, *, by: Sequence[UUID]) -> None:
    """Ask a unit that has answered; whoever leads has not looked at it yet."""
    task = asking.ask(life.id, unit_ids=by[:1], asked=life.said["asked"], actor=worker, now=now)[0]
    _answer(life, task.id, task.unit_id, False, now + timedelta(minutes=40))
    life.rest()


def whistled(life: Staged, worker: Actor, now: datetime, *, to: Sequence[UUID], effective: int) -> None:
    """Let the town call departments to the spot; they come, and the town rates them."""
    clerk = _clerk(life)
    call = whistling.whistle(
        life.id,
        unit_ids=to,
        place=life.said["spot"],
        at=None,
        purpose=life.said["whistle"],
        actor=clerk,
        now=now,
    )
    for number, task in enumerate(call.tasks.order_by("id")):
        there = now + timedelta(minutes=50 + 20 * number)
        comer = life.year.crew.by_unit[task.unit_id][0]
        life.year.at(there, partial(_report, life, task.id, comer))
        life.after(now, 20, partial(_rate, life, task.id, effective))
    life.answer_after(now, 30)


def whistle_waits(life: Staged, worker: Actor, now: datetime, *, to: Sequence[UUID]) -> None:
    """Let the town call departments for tomorrow; nobody is there yet."""
    at, said = life.year.end + timedelta(hours=20), life.said
    where, why = said["spot"], said["whistle"]
    whistling.whistle(life.id, unit_ids=to, place=where, at=at, purpose=why, actor=_clerk(life), now=now)
    life.rest()


def _clerk(life: Staged) -> Actor:
    crew = life.year.crew
    return crew.post(crew.town_of(life.cell), "clerk")


def _accept(task_id: UUID, lead: Actor, now: datetime) -> None:
    judging.accept(task_id, actor=lead, now=now)


def _rate(life: Staged, task_id: UUID, effective: int, now: datetime) -> None:
    words = life.said["rated"][effective - 1]
    spot.rate(task_id, on_time=True, effective=effective, words=words, actor=_clerk(life), now=now)


def _report(life: Staged, task_id: UUID, comer: Actor, now: datetime) -> None:
    spot.report_in(task_id, who=life.said["comer"], actor=comer, now=now)


def _answer(life: Staged, task_id: UUID, unit_id: UUID, dissents: bool, now: datetime) -> None:
    colleague = life.year.crew.by_unit[unit_id][0]
    answering.take_up(task_id, actor=colleague, now=now)
    dissent = life.said["dissent"] if dissents else ""
    answering.answer(task_id, text=life.said["answer"], dissent=dissent, actor=colleague, now=now)

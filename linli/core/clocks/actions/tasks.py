"""Clocks of obligations beside a matter: a colleague's task, a supervision, a promise. None moves the matter's due time."""

from datetime import datetime
from uuid import UUID

from linli.core.clocks.actions.schedule import STORED, finish, plan
from linli.core.clocks.actions.starting import Rule, prepare, said_of
from linli.core.clocks.actions.turning import told_started
from linli.core.clocks.models import Clock, Level
from linli.core.matters import ledger
from linli.core.matters.models import Matter
from linli.ground.calendars import queries as calendars
from linli.ground.people.actor import Actor
from linli.ground.people.models import Unit


def start_task(
    matter: Matter,
    rule: Rule,
    *,
    task_id: UUID,
    unit: Unit | None,
    actor: Actor,
    now: datetime,
    until: datetime | None = None,
) -> Clock:
    """Start the clock of a task by `rule` (its limit may be set by the centre), or until the moment agreed on.

    In the caller's transaction, who holds the lock on the matter.
    """
    clock = prepare(matter, [rule], now=now)[0]
    clock.task_id, clock.unit, clock.level = task_id, unit, Level.TASK
    if until is not None:
        clock.acts = [{"kind": "agree", "at": now.isoformat(), "until": until.isoformat()}]
        clock.due_at, clock.provisional = until, False
        plan(clock, calendars.calendar(clock.calendar), set())
    clock.save(force_insert=True)
    started = told_started([clock])
    ledger.record(
        matter.id, started.verb, actor=actor, now=now, body=dict(started.body), unit_id=clock.unit_id
    )
    return clock


def stop_task(matter: Matter, *, task_id: UUID, actor: Actor, now: datetime) -> Clock | None:
    """Stop the clock of a task; return it with `was_late`, or None where none runs. In the caller's transaction."""
    clock = Clock.objects.select_for_update().filter(task_id=task_id, stopped_at=None).first()
    if clock is None:
        return None
    finish(clock, now=now, calendar=calendars.calendar(clock.calendar) if clock.paused_at else None)
    clock.save(update_fields=STORED)
    body = {**said_of(clock), "late": clock.was_late}
    ledger.record(matter.id, "clocks.stopped", actor=actor, now=now, body=body, unit_id=clock.unit_id)
    return clock

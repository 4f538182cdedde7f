"""Look at the time: fire every step that has come, each exactly once, what nobody handles first, then the oldest first.

Nothing is scheduled anywhere else. Whatever was missed while nobody looked is found by the next look, and two who look
at the same moment cannot both insert the row that claims a step.
"""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

import structlog
from django.db import IntegrityError, transaction
from django.db.models import Q

from linli.core.clocks.actions.recompute import recompute_changed
from linli.core.clocks.actions.schedule import fired_of, lock_matter, pending
from linli.core.clocks.actions.starting import said_of, told
from linli.core.clocks.evaluate import BREACHED
from linli.core.clocks.models import Clock, Firing, Level
from linli.core.matters import ledger
from linli.core.matters.models import Matter
from linli.ground.calendars import queries as calendars
from linli.ground.people.actor import SYSTEM
from linli.lib.identifiers import uuid7

BATCH = 500
log = structlog.get_logger("linli.clocks")


def tick(*, now: datetime, batch: int = BATCH) -> int:
    """Fire all steps of running clocks that have come by `now`, count anew what a changed calendar moves, and return how
    many were fired. A clock that fails is logged and looked at again by the next tick; the others go on.
    """
    recompute_changed(now=now)
    fired = 0
    for clock_id in _come(now, batch):
        try:
            fired += _fire(clock_id, now=now)
        except Exception:
            log.exception("clocks.fire_failed", clock=str(clock_id))
    return fired


def _come(now: datetime, batch: int) -> Iterator[UUID]:
    """Yield the clocks whose next step has come: first those of matters that nobody handles, then the others."""
    yield from _oldest_first(Q(next_at__lte=now, matter__handler=None), batch)
    yield from _oldest_first(Q(next_at__lte=now, matter__handler__isnull=False), batch)


def _oldest_first(come: Q, batch: int) -> Iterator[UUID]:
    """Yield clocks, the oldest first, reading on behind those that were read."""
    waiting = Clock.objects.filter(come).order_by("next_at", "id").values_list("next_at", "id")
    behind = Q()
    while rows := list(waiting.filter(behind)[:batch]):
        for _moment, clock_id in rows:
            yield clock_id
        moment, last = rows[-1]
        behind = Q(next_at__gt=moment) | Q(next_at=moment, id__gt=last)


@transaction.atomic
def _fire(clock_id: UUID, *, now: datetime) -> int:
    """Fire what has come of one clock; one transaction, so a step is fired and told, or neither."""
    matter_id = Clock.objects.filter(id=clock_id).values_list("matter_id", flat=True).first()
    if matter_id is None:
        return 0
    lock_matter(matter_id)
    clock = Clock.objects.select_for_update().filter(id=clock_id, next_at__lte=now).first()
    if clock is None:
        return 0
    waiting = pending(clock, calendars.calendar(clock.calendar), fired_of(clock))
    is_open = clock.level == Level.TASK or Matter.objects.filter(id=matter_id, is_open=True).exists()
    come = [(moment, step) for moment, step in waiting if is_open and moment <= now]
    fired = sum(_fire_step(clock, step, moment, now=now) for moment, step in come)
    clock.next_at = min((moment for moment, _step in waiting if moment > now), default=None)
    clock.save(update_fields=["next_at"])
    return fired


def _fire_step(clock: Clock, step: str, moment: datetime, *, now: datetime) -> int:
    if not _claim(clock, step, now=now):
        return 0
    verb = "clocks.breached" if step == BREACHED else "clocks.warned"
    body = {**said_of(clock), "fires": step, "came_at": told(moment)}
    if step == BREACHED:
        body["late"] = True
    ledger.record(clock.matter_id, verb, actor=SYSTEM, now=now, body=body, unit_id=clock.unit_id)
    return 1


def _claim(clock: Clock, step: str, *, now: datetime) -> bool:
    """Insert the row that only one can insert; tell whether it was us."""
    try:
        with transaction.atomic():
            Firing.objects.create(id=uuid7(), clock=clock, round=clock.round, step=step, fired_at=now)
    except IntegrityError:
        return False
    return True

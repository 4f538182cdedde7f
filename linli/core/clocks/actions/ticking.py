"""Look at the time: fire every step that has come, each exactly once, what nobody handles first, then the oldest first.

Nothing is scheduled anywhere else. Whatever was missed while nobody looked is found by the next look, and two who look
at the same moment wait for each other; the row of a step can be inserted only once.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

import structlog
from django.db import transaction
from django.db.models import Q

from linli.core.clocks.actions.recompute import recompute_changed
from linli.core.clocks.actions.schedule import Fired, pending
from linli.core.clocks.actions.starting import said_of, told
from linli.core.clocks.evaluate import BREACHED
from linli.core.clocks.models import Clock, Firing, Level
from linli.core.matters import ledger
from linli.core.matters.copying import insert_many
from linli.core.matters.ledger import Happening
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
    return sum(_fire_or_single_out(clock_ids, now=now) for clock_ids in _come(now, batch))


def _come(now: datetime, batch: int) -> Iterator[list[UUID]]:
    """Yield the clocks whose next step has come: first those of matters that nobody handles, then the others."""
    yield from _oldest_first(Q(next_at__lte=now, matter__handler=None), batch)
    yield from _oldest_first(Q(next_at__lte=now, matter__handler__isnull=False), batch)


def _oldest_first(come: Q, batch: int) -> Iterator[list[UUID]]:
    """Yield clocks, the oldest first, reading on behind those that were read."""
    waiting = Clock.objects.filter(come).order_by("next_at", "id").values_list("next_at", "id")
    behind = Q()
    while rows := list(waiting.filter(behind)[:batch]):
        yield [clock_id for _moment, clock_id in rows]
        moment, last = rows[-1]
        behind = Q(next_at__gt=moment) | Q(next_at=moment, id__gt=last)


def _fire_or_single_out(clock_ids: Sequence[UUID], *, now: datetime) -> int:
    """Fire a batch; where it fails, each by itself, to find the one that poisons it."""
    try:
        return _fire(clock_ids, now=now)
    except Exception:
        if len(clock_ids) == 1:
            log.exception("clocks.fire_failed", clock=str(clock_ids[0]))
            return 0
        return sum(_fire_or_single_out([clock_id], now=now) for clock_id in clock_ids)


@transaction.atomic
def _fire(clock_ids: Sequence[UUID], *, now: datetime) -> int:
    """Fire what has come of some clocks; one transaction, so every step is fired and told, or none.

    The matters are locked in the order of their keys, so that two who look at once wait for each other and never in a
    circle; whoever comes second finds nothing left.
    """
    of_these = Clock.objects.filter(id__in=clock_ids)
    matters = Matter.objects.filter(clocks__in=of_these).order_by("id").select_for_update(of=("self",))
    is_open = dict(matters.values_list("id", "is_open"))
    clocks = list(of_these.select_for_update().filter(next_at__lte=now).order_by("next_at", "id"))
    fired = _fired_of(clocks)
    counted_by = {code: calendars.calendar(code) for code in {clock.calendar for clock in clocks}}
    firings: list[Firing] = []
    happenings: dict[UUID, list[Happening]] = {}
    for clock in clocks:
        waiting = pending(clock, counted_by[clock.calendar], fired.get(clock.id, set()))
        clock.next_at = min((moment for moment, _step in waiting if moment > now), default=None)
        reminds = clock.level == Level.TASK or is_open.get(clock.matter_id, False)
        for moment, step in waiting if reminds else ():
            if moment <= now:
                firings.append(Firing(id=uuid7(), clock=clock, round=clock.round, step=step, fired_at=now))
                happenings.setdefault(clock.matter_id, []).append(_happening(clock, step, moment))
    insert_many(firings)
    _plan(clocks)
    if happenings:
        ledger.record_each(happenings, actor=SYSTEM, now=now)
    return len(firings)


def _plan(clocks: Sequence[Clock]) -> None:
    """Save when each fires next, with a statement for each moment: nearly all have none left."""
    by_moment: dict[datetime | None, list[UUID]] = {}
    for clock in clocks:
        by_moment.setdefault(clock.next_at, []).append(clock.id)
    for moment, ids in by_moment.items():
        Clock.objects.filter(id__in=ids).update(next_at=moment)


def _fired_of(clocks: Sequence[Clock]) -> dict[UUID, Fired]:
    found: dict[UUID, Fired] = {}
    rows = Firing.objects.filter(clock__in=clocks).values_list("clock_id", "round", "step")
    for clock_id, number, step in rows:
        found.setdefault(clock_id, set()).add((number, step))
    return found


def _happening(clock: Clock, step: str, moment: datetime) -> Happening:
    body = {**said_of(clock), "fires": step, "came_at": told(moment)}
    if step == BREACHED:
        return Happening("clocks.breached", {**body, "late": True}, unit_id=clock.unit_id)
    return Happening("clocks.warned", body, unit_id=clock.unit_id)

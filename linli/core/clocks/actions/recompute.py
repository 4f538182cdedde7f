"""Count running clocks again after their calendar changed: once, by an entry that says what moved and why."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db import transaction

from linli.core.clocks import evaluate
from linli.core.clocks.actions.schedule import STORED, follow_clocks, lock_matter, settle
from linli.core.clocks.actions.starting import said_of, told
from linli.core.clocks.models import Clock, Recount
from linli.core.matters import ledger
from linli.ground.calendars import queries as calendars
from linli.ground.people.actor import SYSTEM, Actor
from linli.lib.days import Calendar

BATCH = 1000


def recompute_changed(*, now: datetime) -> int:
    """Recompute the clocks of each calendar that is no longer as it was counted. Two small queries when none is."""
    counted = dict(Recount.objects.values_list("calendar", "version"))
    moved = 0
    for code, version in calendars.versions().items():
        if counted.get(code) != version:
            moved += recompute(code, now=now)
            defaults = {"version": version, "counted_at": now}
            Recount.objects.update_or_create(calendar=code, defaults=defaults)
    return moved


def recompute(calendar: str, *, now: datetime, actor: Actor = SYSTEM) -> int:
    """Count all running clocks of a calendar again and return how many changed: another end, or no longer provisional.

    What does not change gets no entry, so doing it twice is the same as doing it once.
    """
    current = calendars.calendar(calendar)
    return sum(
        _recompute_one(clock_id, current, now=now, actor=actor) for clock_id in _changed(calendar, current)
    )


def _changed(code: str, current: Calendar) -> Iterator[UUID]:
    running = Clock.objects.filter(calendar=code, stopped_at=None).order_by("id")
    last: UUID | None = None
    while clocks := list((running.filter(id__gt=last) if last else running)[:BATCH]):
        for clock in clocks:
            if _differs(clock, current):
                yield clock.id
        last = clocks[-1].id


def _differs(clock: Clock, current: Calendar) -> bool:
    end = evaluate.due(clock.limit, current, clock.started_at, clock.acts)
    return (end.at, end.provisional) != (clock.due_at, clock.provisional)


@transaction.atomic
def _recompute_one(clock_id: UUID, current: Calendar, *, now: datetime, actor: Actor) -> int:
    matter_id = Clock.objects.filter(id=clock_id).values_list("matter_id", flat=True).first()
    if matter_id is None:
        return 0
    lock_matter(matter_id)
    clock = Clock.objects.select_for_update().filter(id=clock_id, stopped_at=None).first()
    if clock is None or not _differs(clock, current):
        return 0
    before, was_provisional = clock.due_at, clock.provisional
    settle(clock, current, now=now)
    clock.save(update_fields=STORED)
    found = evaluate.due(clock.limit, current, clock.started_at, clock.acts, explain=True)
    body = {
        **said_of(clock),
        "before": told(before),
        "after": told(clock.due_at),
        "was_provisional": was_provisional,
        "calendar": current.code,
        "explanation": [line.plain() for line in found.lines],
    }
    ledger.record(matter_id, "clocks.recomputed", actor=actor, now=now, body=body, unit_id=clock.unit_id)
    follow_clocks(matter_id)
    return 1

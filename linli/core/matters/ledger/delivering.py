"""Carry entries to their followers: at once after commit where promptness counts, else swept by the worker.

A follower that fails keeps its delivery; it is tried again with growing pauses, for ever, and stops nobody else.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

import structlog
from django.db import connection, transaction

from linli.core.matters.ledger.following import follower_named
from linli.core.matters.models import Delivery, Entry

log = structlog.get_logger(__name__)

FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(hours=1)
ALARM_AFTER = 5
BATCH = 500


def deliver_after_commit(deliveries: Sequence[Delivery], *, now: datetime) -> None:
    """Try fresh deliveries once, each by itself, in this process."""
    for delivery in deliveries:
        _deliver([delivery], now=now)


def deliver_pending(*, now: datetime, limit: int = BATCH) -> int:
    """Deliver what is due, oldest first; several workers may run at once. Returns how many were tried."""
    with transaction.atomic():
        due = Delivery.objects.filter(next_at__lte=now).order_by("next_at", "id")
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True)
        deliveries = list(due[:limit])
        entries = Entry.objects.in_bulk({delivery.entry_id for delivery in deliveries})
        by_follower: dict[str, list[Delivery]] = defaultdict(list)
        for delivery in deliveries:
            delivery.entry = entries[delivery.entry_id]
            by_follower[delivery.follower].append(delivery)
        for batch in by_follower.values():
            _deliver(batch, now=now)
    return len(deliveries)


def recall(*, now: datetime) -> int:
    """Let wait no longer what was put off further than anything ever is: the clock was set back since. Returns how many."""
    far = Delivery.objects.filter(next_at__gt=now + LONGEST_PAUSE + FIRST_PAUSE)
    return far.update(next_at=now)


def _deliver(batch: Sequence[Delivery], *, now: datetime) -> None:
    """Run one follower over a batch; when it fails, over each entry by itself, to find the one that poisons it."""
    try:
        with transaction.atomic():
            _run(batch, now=now)
    except Exception as error:  # one poisoned entry must stop neither the others nor the sweep
        if len(batch) == 1:
            _postpone(batch[0], error, now=now)
            return
        for delivery in batch:
            _deliver([delivery], now=now)


def _run(batch: Sequence[Delivery], *, now: datetime) -> None:
    follower = follower_named(batch[0].follower)
    if follower is None:
        raise LookupError(f"no follower is named {batch[0].follower}")
    waiting = Delivery.objects.filter(id__in=[delivery.id for delivery in batch])
    if len(batch) == 1 and not waiting.delete()[0]:
        return  # another process was quicker
    follower.run([delivery.entry for delivery in batch], now=now)
    if len(batch) > 1:
        waiting.delete()


def _postpone(delivery: Delivery, error: Exception, *, now: datetime) -> None:
    attempts = delivery.attempts + 1
    pause = min(FIRST_PAUSE * 2 ** min(attempts, 12), LONGEST_PAUSE)
    Delivery.objects.filter(id=delivery.id).update(
        attempts=attempts, next_at=now + pause, error=f"{type(error).__name__}: {error}"[:2000]
    )
    report = log.error if attempts >= ALARM_AFTER else log.warning
    report(
        "delivery.failed",
        follower=delivery.follower,
        entry=str(delivery.entry_id),
        attempts=attempts,
        exc_info=error,
    )

"""The worker's sign of life, kept where every process of the installation sees it."""

from datetime import datetime, timedelta

from django.core.cache import cache

KEY, DOUBT = "worker.heartbeat", "worker.doubts_the_clock"
STALE_AFTER = timedelta(seconds=90)


def beat(*, now: datetime) -> int:
    cache.set(KEY, now.isoformat(), timeout=24 * 3600)
    return 0


def doubt() -> None:
    """Say for a while that the worker does not believe the clock."""
    cache.set(DOUBT, True, timeout=STALE_AFTER.total_seconds())


def doubts_the_clock() -> bool:
    return bool(cache.get(DOUBT))


def last_beat() -> datetime | None:
    value = cache.get(KEY)
    return datetime.fromisoformat(value) if value else None


def is_alive(*, now: datetime) -> bool:
    """Tell whether a worker was seen lately."""
    last = last_beat()
    return last is not None and now - last <= STALE_AFTER

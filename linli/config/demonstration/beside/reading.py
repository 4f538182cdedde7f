"""People read what they are told: quiet alerts that are some days old have been put away by whom they were meant for."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from linli.config.demonstration.year import Year
from linli.flow.handling.alerts.actions import dismiss
from linli.flow.handling.alerts.models import Alert
from linli.ground.people.actor import Actor, Refused

READ_AFTER = timedelta(days=2)


def read_notices(year: Year, now: datetime) -> None:
    """Let everybody put away what they were told more than two days ago and need not answer."""
    for row in Alert.objects.filter(settled_at=None, rings=False, raised_at__lt=now - READ_AFTER):
        for reader in _readers(year, row):
            try:
                dismiss(row.id, actor=reader, now=now)
            except Refused:
                continue
            break


def _readers(year: Year, row: Alert) -> Iterator[Actor]:
    for (unit_id, _role), actor in year.crew.posts.items():
        if row.staff_id == actor.staff_id or (row.staff_id is None and unit_id == row.unit_id):
            yield actor

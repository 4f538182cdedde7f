"""What follows from an act and failed again and again stands on somebody's list. It is tried on for ever all the same."""

from datetime import datetime

from django.db import transaction

from linli.core.matters.ledger.delivering import ALARM_AFTER
from linli.core.matters.models import Delivery, Matter
from linli.flow.handling.alerts.actions import alert
from linli.flow.handling.alerts.models import Alert
from linli.ground.people.actor import SYSTEM

KIND = "worker.stuck"
BATCH = 200


@transaction.atomic
def call_for_what_is_stuck(*, now: datetime, limit: int = BATCH) -> int:
    """Alert the centre's duty post of what failed `ALARM_AFTER` times; end the alerts of what was done since.

    One alert for each entry and follower. What is about no matter (a register) is told by `linli doctor` alone. Returns how
    many were alerted of.
    """
    stuck = Delivery.objects.filter(attempts__gte=ALARM_AFTER).select_related("entry").order_by("id")
    waiting = {_key(row): row for row in stuck[:limit]}
    subjects = {row.entry.subject for row in waiting.values()}
    known = set(Matter.objects.visible_to(SYSTEM).filter(id__in=subjects).values_list("id", flat=True))
    told = set(Alert.objects.filter(kind=KIND, key__in=waiting).values_list("key", flat=True))
    fresh = {key: row for key, row in waiting.items() if key not in told and row.entry.subject in known}
    for key, row in fresh.items():
        alert(row.entry.subject, kind=KIND, key=key, now=now, says={"follower": row.follower})
    done = Alert.objects.filter(kind=KIND, settled_at=None).exclude(key__in=waiting)
    if len(waiting) < limit:  # else some may wait that were not looked at
        done.update(settled_at=now)
    return len(fresh)


def _key(row: Delivery) -> str:
    return f"{KIND}:{row.follower}:{row.entry_id}"

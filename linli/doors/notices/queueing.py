"""Put down which messages are to be sent: one row an entry, however often it is delivered."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from linli.core.matters.models import Delivery, Entry, Matter
from linli.doors.notices.models import Notice, Stage
from linli.doors.notices.times import times
from linli.doors.notices.words import is_sent
from linli.ground.people.actor import SYSTEM

FOLLOWER = "notices.send"
FURTHEST = timedelta(days=3)  # a message waits for the end of the next quiet time at most


def queue(entries: Sequence[Entry], *, now: datetime) -> None:
    """Old entries get no message: who follows the ledger anew, or brings in an old table, tells nobody old news."""
    rule = times(now=now)
    meant = [
        entry for entry in entries if is_sent(entry.verb) and not rule.is_old(entry.happened_at, now=now)
    ]
    subjects = {entry.subject for entry in meant}
    known = set(Matter.objects.visible_to(SYSTEM).filter(id__in=subjects).values_list("id", flat=True))
    Notice.objects.bulk_create(
        (
            Notice(matter_id=entry.subject, entry=entry.id, verb=entry.verb, made_at=now, next_at=now)
            for entry in meant
            if entry.subject in known
        ),
        ignore_conflicts=True,
    )


def recall(*, now: datetime) -> int:
    """Let wait no longer what was put off further than anything ever is: the clock was set back since. Returns how many."""
    return Notice.objects.filter(stage=Stage.WAITING, next_at__gt=now + FURTHEST).update(next_at=now)


@transaction.atomic
def discard_waiting(*, why: str) -> int:
    """Send nothing of what waits, nor of what was recorded and not put down yet: after a restore, or a long outage.

    Returns how many waited.
    """
    Delivery.objects.filter(follower=FOLLOWER).delete()
    return Notice.objects.filter(stage=Stage.WAITING).update(stage=Stage.DECLINED, why=why)

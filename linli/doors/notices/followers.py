"""Whoever left a telephone is told of what concerns them."""

from collections.abc import Sequence
from datetime import datetime

from linli.core.matters import ledger
from linli.core.matters.models import Entry
from linli.doors.notices.queueing import FOLLOWER, queue
from linli.doors.notices.shipped import every

MATTER = "matter"


def concerns(entry: Entry) -> bool:
    """Tell whether it is news to the resident: not their own act, and of clocks only those of the matter itself."""
    return entry.actor_kind != "resident" and entry.body.get("level", MATTER) == MATTER


@ledger.follow_many(*every(), name=FOLLOWER, only=concerns)
def put_down(entries: Sequence[Entry], *, now: datetime) -> None:
    queue(entries, now=now)

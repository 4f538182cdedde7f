"""Keep facts and sums up with the ledger."""

from collections.abc import Sequence
from datetime import datetime

from linli.core.matters import ledger
from linli.core.matters.models import Entry
from linli.flow.statistics.actions import FOLLOWER, recount
from linli.flow.statistics.facts import COUNTED


@ledger.follow_many(*COUNTED, name=FOLLOWER)
def count_what_happened(entries: Sequence[Entry], *, now: datetime) -> None:
    """Recount the matters concerned; what happened several times to one matter is counted once."""
    recount(sorted({entry.subject for entry in entries}))

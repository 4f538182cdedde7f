"""Keep facts and sums up with the ledger."""

from collections.abc import Sequence
from datetime import datetime

from linli.core.matters import ledger
from linli.core.matters.models import Entry
from linli.flow.statistics.actions import FOLLOWER, recount
from linli.flow.statistics.facts import COUNTED

# Counted from what entries say; stays when their words are erased, so that a rebuild counts the same.
ledger.leave("outcome", "solved", "satisfied", "closed")


@ledger.follow_many(*COUNTED, name=FOLLOWER, once=True)
def count_what_happened(entries: Sequence[Entry], *, now: datetime) -> None:
    """Recount the matters concerned; what happened several times to one matter is counted once."""
    recount(sorted({entry.subject for entry in entries}))

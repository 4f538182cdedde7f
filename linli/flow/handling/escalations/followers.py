from collections.abc import Sequence
from datetime import datetime

from linli.core.matters import ledger
from linli.core.matters.models import Entry
from linli.flow.handling.escalations.climbing import climb


@ledger.follow_many("clocks.warned", "clocks.breached", name="escalations.climb")
def climb_the_ladder(entries: Sequence[Entry], *, now: datetime) -> None:
    """Call whom the ladder names, and send up what it says."""
    climb(entries, now=now)

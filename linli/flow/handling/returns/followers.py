from collections.abc import Sequence
from datetime import datetime

from linli.core.matters import ledger
from linli.core.matters.models import Entry
from linli.flow.handling.returns.hops import MOVES, keep_hops_of


@ledger.follow_many(*MOVES, name="returns.hops")
def keep_how_matters_went(entries: Sequence[Entry], *, now: datetime) -> None:
    """Keep the way of each matter from unit to unit, as the ledger tells it."""
    keep_hops_of({entry.subject for entry in entries})

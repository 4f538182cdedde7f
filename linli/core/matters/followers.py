"""What the core itself does after something happened."""

from collections.abc import Sequence
from datetime import datetime

from linli.core.matters import ledger
from linli.core.matters.models import Entry
from linli.core.matters.search.indexing import index_ids


@ledger.follow_many(
    "intake.received",
    "intake.added",
    "intake.imported",
    "routing.routed",
    "routing.dispatched",
    "handling.returned",
    name="matters.index",
    once=True,
)
def index_what_changed(entries: Sequence[Entry], *, now: datetime) -> None:
    """Make new words findable, and for units that a matter has just come to."""
    index_ids(sorted({entry.subject for entry in entries}))

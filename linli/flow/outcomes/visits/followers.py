"""Whoever is to be asked afterwards, and how matters ended, follow from what was done to them."""

from collections.abc import Sequence
from datetime import datetime

from linli.core.matters import ledger
from linli.core.matters.models import Entry
from linli.flow.outcomes.visits.keeping import keep


@ledger.follow_many(
    "outcomes.replied",
    "outcomes.closed",
    "outcomes.reopened",
    "outcomes.refuted",
    "outcomes.withdrawn",
    "outcomes.rated",
    "outcomes.visited",
    "outcomes.referred",
    "outcomes.explained",
    name="visits.keep",
)
def keep_visits_and_endings(entries: Sequence[Entry], *, now: datetime) -> None:
    keep([entry.subject for entry in entries], now=now)

"""Ask for a verification after an answer that needs one; end it when the matter went another way."""

from collections.abc import Sequence
from datetime import datetime

from linli.core.matters import ledger
from linli.core.matters.models import Entry
from linli.flow.outcomes.evidence.actions import settle


@ledger.follow_many(
    "outcomes.replied",
    "outcomes.verified",
    "outcomes.refuted",
    "outcomes.closed",
    "outcomes.reopened",
    "outcomes.withdrawn",
    name="evidence.verifications",
)
def keep_verifications(entries: Sequence[Entry], *, now: datetime) -> None:
    settle([entry.subject for entry in entries], now=now)

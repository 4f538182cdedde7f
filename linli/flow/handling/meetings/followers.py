"""What must happen to the list of those that wait for a conference when a matter was moved, classified or ended."""

from collections.abc import Sequence
from datetime import datetime

from linli.core.matters import ledger
from linli.core.matters.models import Entry, Matter, Severity
from linli.flow.handling.meetings.actions import settle
from linli.flow.handling.meetings.models import Awaiting
from linli.ground.people.actor import SYSTEM

MOVED = ("routing.routed", "routing.dispatched", "routing.classified", "handling.escalated")
ENDED = ("outcomes.closed", "outcomes.withdrawn", "outcomes.reopened")


@ledger.follow_many(*MOVED, *ENDED, name="meetings.await")
def keep_the_list_true(entries: Sequence[Entry], *, now: datetime) -> None:
    """Look at those that are hard now, and at those that are on the list."""
    subjects = {entry.subject for entry in entries}
    everything = Matter.objects.visible_to(SYSTEM)
    hard = everything.filter(id__in=subjects, severity=Severity.HARD, is_open=True)
    listed = Awaiting.objects.filter(matter__in=subjects, ended_at=None)
    touched = {*hard.values_list("id", flat=True), *listed.values_list("matter_id", flat=True)}
    for matter_id in sorted(touched):
        settle(matter_id, now=now)

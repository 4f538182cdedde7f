"""What ends by itself when a matter was answered, closed or given to another unit: calls, and offers that are void."""

from collections.abc import Sequence
from datetime import datetime

from linli.core.clocks.actions import stop_task
from linli.core.matters import ledger
from linli.core.matters.models import Entry, Matter
from linli.flow.handling.alerts.actions import calling, settle_calls
from linli.flow.handling.alerts.models import Alert
from linli.flow.handling.offers import task_of, waiting_offers
from linli.ground.people.actor import SYSTEM

ENDING = (
    "outcomes.replied",
    "outcomes.closed",
    "outcomes.withdrawn",
    "outcomes.reopened",
    "routing.dispatched",
)


@ledger.follow_many(*ENDING, name="handling.settle")
def settle_what_called_before(entries: Sequence[Entry], *, now: datetime) -> None:
    """End calls that are older than what happened, and offers of matters that were taken out of the offerer's hands."""
    called = calling({entry.subject for entry in entries})
    for entry in entries:
        if entry.subject in called:
            settle_calls(entry.subject, now=now, before=entry.recorded_at)
    for offer in waiting_offers({entry.subject for entry in entries}):
        _void(offer, now=now)


def _void(offer: Alert, *, now: datetime) -> None:
    every = Matter.objects.visible_to(SYSTEM).select_for_update(of=("self",))
    matter = every.get(id=offer.matter_id)
    if matter.is_open and matter.offered_to_id is not None:
        return
    stop_task(matter, task_id=task_of(offer), actor=SYSTEM, now=now)
    Alert.objects.filter(id=offer.id, settled_at=None).update(settled_at=now)

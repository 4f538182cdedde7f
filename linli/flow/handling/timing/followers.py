"""When a pause ends, and when a clock stops that somebody wanted more time for."""

from collections.abc import Sequence
from datetime import datetime

from linli.core.clocks.evaluate import PAUSE_OVER
from linli.core.clocks.models import Clock
from linli.core.matters import ledger
from linli.core.matters.models import Entry
from linli.flow.handling.timing.actions import go_on, lapse
from linli.flow.handling.timing.models import TimeRequest


@ledger.follow_many("clocks.warned", name="timing.go_on")
def go_on_after_pauses(entries: Sequence[Entry], *, now: datetime) -> None:
    """Let clocks go on whose pause has come to its foreseen end."""
    ids = [entry.body["id"] for entry in entries if entry.body.get("fires") == PAUSE_OVER]
    over = Clock.objects.filter(id__in=ids, stopped_at=None, paused_until__lte=now)
    for clock in over.select_related("matter"):
        go_on(clock, now=now)


@ledger.follow_many("clocks.stopped", name="timing.lapse")
def lapse_requests(entries: Sequence[Entry], *, now: datetime) -> None:
    """Let requests lapse whose clock has stopped."""
    matters = {entry.subject for entry in entries}
    waiting = TimeRequest.objects.filter(matter__in=matters, state=TimeRequest.State.ASKED)
    for request_id in waiting.values_list("id", flat=True):
        lapse(request_id, now=now)

"""When a pause ends, the time goes on."""

from collections.abc import Sequence
from datetime import datetime

from linli.core.clocks.evaluate import PAUSE_OVER
from linli.core.clocks.models import Clock
from linli.core.matters import ledger
from linli.core.matters.models import Entry
from linli.flow.handling.timing.actions import go_on


def ends_a_pause(entry: Entry) -> bool:
    return bool(entry.body.get("fires") == PAUSE_OVER)


@ledger.follow_many("clocks.warned", name="timing.go_on", only=ends_a_pause)
def go_on_after_pauses(entries: Sequence[Entry], *, now: datetime) -> None:
    """Let clocks go on whose pause has come to its foreseen end."""
    ids = [entry.body["id"] for entry in entries]
    over = Clock.objects.filter(id__in=ids, stopped_at=None, paused_until__lte=now)
    for clock in over.select_related("matter"):
        go_on(clock, now=now)

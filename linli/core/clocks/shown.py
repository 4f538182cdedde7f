"""A clock as every page draws it."""

from datetime import datetime

from linli.core.clocks.models import Clock
from linli.core.clocks.queries import explain
from linli.ground.calendars.explain import limit_words
from linli.ground.look import parts
from linli.lib.days import Calendar


def drawn(
    clock: Clock,
    *,
    name: str,
    now: datetime,
    calendar: Calendar | None = None,
    source: str = "",
    opened: bool = False,
) -> parts.Clock:
    """Return the part that draws a clock called `name`, with the account of its days; `source` where it is shown."""
    return parts.Clock(
        name=name,
        began_at=clock.started_at,
        due_at=clock.due_at,
        now=now,
        limit=limit_words(clock.amount, clock.limit.unit),
        source=source,
        done_at=clock.stopped_at,
        paused=clock.paused_at is not None,
        provisional=clock.provisional,
        account=tuple(explain(clock, now=now, calendar=calendar)),
        opened=opened,
    )

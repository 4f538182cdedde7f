"""Whether the clock on the wall can be believed. The worker acts because time passed, and what it did cannot be undone.

A clock that jumps forward would let every limit run out at once. It shows against a clock that nobody can set. A small jump is
believed when it has lasted a while (a machine that was paused); one of a day or more only by whoever starts the worker anew. A
clock that was set back does no harm: whatever is due comes a little later.
"""

import time
from datetime import datetime, timedelta

JUMP = timedelta(minutes=10).total_seconds()
LASTS = timedelta(minutes=10).total_seconds()
FAR = timedelta(days=1).total_seconds()


class Steady:
    """The furthest that the wall clock was believed to be ahead of the other, and where it has jumped to since."""

    def __init__(self) -> None:
        self.ahead: float | None = None
        self.jumped: float | None = None
        self.jumped_at = 0.0

    def trusts(self, *, now: datetime, ticks: float) -> bool:
        """Tell whether `now` may be acted on. `ticks`: seconds of the clock that nobody sets (`steady_seconds`)."""
        ahead = now.timestamp() - ticks
        if self.ahead is None or ahead - self.ahead <= JUMP:
            self.ahead, self.jumped = max(ahead, self.ahead if self.ahead is not None else ahead), None
            return True
        if self.jumped is None or abs(ahead - self.jumped) > JUMP:
            self.jumped, self.jumped_at = ahead, ticks
        if ahead - self.ahead < FAR and ticks - self.jumped_at >= LASTS:
            self.ahead, self.jumped = ahead, None
            return True
        return False


def steady_seconds() -> float:
    """Return the seconds of a clock that runs on while the machine sleeps, where there is one."""
    clock = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if clock is None else time.clock_gettime(clock)


def recall(*, now: datetime) -> int:
    """Let go on what waits for a time that a clock since set back had promised. Returns how many."""
    from linli.core.matters import ledger
    from linli.doors.notices import queueing
    from linli.flow.handling.alerts import actions as alerts

    return ledger.recall(now=now) + queueing.recall(now=now) + alerts.recall(now=now)

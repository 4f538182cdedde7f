"""`linli worker`: what follows from what happened, and what happens because time passed.

Several may run at once: deliveries are locked row by row, the log refuses a fork, and every step of a clock has a
unique key. A duty that raises is logged and tried again at its next turn; the others go on.
"""

import signal
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Event

import click
import structlog

from linli.config import heartbeat
from linli.config.cli import ready
from linli.config.steady import Steady, recall, steady_seconds

log = structlog.get_logger("linli.worker")

SAID_EVERY = 30.0  # seconds
BY_TIME = frozenset(
    {
        "clocks",
        "alerts",
        "notices",
        "sessions",
        "files",
        "attempts",
        "codes",
        "erasures",
        "retention",
        "suggestions",
    }
)

Duty = tuple[
    str, timedelta, Callable[[datetime], int]
]  # name, pause when there was nothing to do, what to do


@click.command()
@click.option("--once", is_flag=True, help="Do everything that is due now, then stop.")
@click.option("--pause", default=1.0, show_default=True, help="Seconds to wait when nothing is due.")
def worker(once: bool, pause: float) -> None:
    """Carry out what follows from what happened: deliveries, sealing of the log, clocks; until told to stop."""
    ready()
    from linli.config.cells.standing import stand_or_stop

    stand_or_stop()
    stop = Event()
    if not once:
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: stop.set())
    turns = Turns(duties(timedelta(seconds=pause)))
    if once:
        while turns.take(now=present(), everything=True):
            pass
        raise SystemExit(1 if turns.failed else 0)
    log.info("worker.started")
    while not stop.is_set():
        if not turns.take(now=present(), ticks=steady_seconds()):
            stop.wait(pause)
        forget_connections()
    log.info("worker.stopped")


class Turns:
    """Whose turn it is, and who failed last time."""

    def __init__(self, duties: list[Duty]) -> None:
        self.duties = duties
        self.next_at: dict[str, datetime] = {}
        self.failed: set[str] = set()
        self.steady = Steady()
        self.said_at = float("-inf")

    def take(self, *, now: datetime, ticks: float | None = None, everything: bool = False) -> int:
        """Do each duty whose turn it is; return how much was done. A failed one waits for its next turn.

        `ticks`: the seconds by which `now` is judged (`steady_seconds`); what is done because time passed waits while the clock
        is doubted. Without it the clock is believed.
        """
        done = 0
        trusted = ticks is None or self._trusts(now, ticks)
        for name, pause, act in self.duties:
            if not trusted and name in BY_TIME:
                continue
            if not everything and now < self.next_at.get(name, now) <= now + pause:
                continue
            try:
                count = act(now)
                self.failed.discard(name)
            except Exception:
                log.exception("worker.failed", duty=name)
                self.failed.add(name)
                count = 0
            self.next_at[name] = now if count else now + pause
            done += count
        return done

    def _trusts(self, now: datetime, ticks: float) -> bool:
        if self.steady.trusts(now=now, ticks=ticks):
            return True
        if ticks - self.said_at >= SAID_EVERY:
            self.said_at = ticks
            log.error("worker.clock_jumped", at=now.isoformat())
            heartbeat.doubt()
        return False


def duties(pause: timedelta) -> list[Duty]:
    """List the duties in the order of their turns, the sign of life first."""
    from linli.config.heartbeat import beat
    from linli.config.room import tell_when_filling
    from linli.core.clocks.actions import tick
    from linli.core.matters.ledger import NEWLY, deliver_pending, seal_pending
    from linli.core.personal_data.retention import run_when_due
    from linli.doors.notices.sending import send_due
    from linli.flow.handling.alerts.actions import ring
    from linli.flow.handling.alerts.stuck import call_for_what_is_stuck
    from linli.flow.outcomes.rights.actions import erase_due
    from linli.flow.routing.laboratory.actions import run_waiting
    from linli.flow.routing.suggesting.actions import learn_when_due
    from linli.ground.files.actions import discard_unused
    from linli.ground.people import throttle
    from linli.ground.people.actions import forget_codes

    return [
        ("heartbeat", timedelta(seconds=15), lambda now: beat(now=now)),
        ("deliveries", pause, lambda now: deliver_pending(now=now)),
        ("sealing", pause * 2, lambda now: seal_pending(now=now, back=NEWLY)),
        ("latecomers", timedelta(minutes=1), lambda now: seal_pending(now=now)),
        ("clocks", timedelta(seconds=30), lambda now: tick(now=now) or 0),
        ("replays", pause * 2, lambda now: run_waiting(now=now)),
        ("alerts", timedelta(seconds=15), lambda now: ring(now=now)),
        ("stuck", pause * 15, lambda now: call_for_what_is_stuck(now=now)),
        ("recall", timedelta(minutes=10), lambda now: recall(now=now)),
        ("notices", pause * 2, lambda now: send_due(now=now)),
        ("room", timedelta(minutes=5), lambda now: tell_when_filling(now=now)),
        ("sessions", timedelta(hours=6), lambda now: clear_sessions()),
        ("files", timedelta(hours=6), lambda now: discard_unused(now=now)),
        ("attempts", timedelta(hours=1), lambda now: throttle.forget(now=now)),
        ("codes", timedelta(hours=1), lambda now: forget_codes(now=now)),
        ("erasures", timedelta(minutes=10), lambda now: erase_due(now=now)),
        ("retention", timedelta(hours=1), lambda now: run_when_due(now=now)),
        ("suggestions", timedelta(hours=1), lambda now: learn_when_due(now=now)),
    ]


def clear_sessions() -> int:
    from importlib import import_module

    from django.conf import settings

    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    return 0


def present() -> datetime:
    from django.utils import timezone

    return timezone.now()


def forget_connections() -> None:
    """Drop connections that broke or grew old, as the web server does after each request."""
    from django.db import close_old_connections

    close_old_connections()

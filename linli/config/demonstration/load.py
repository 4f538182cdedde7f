"""Load the demonstration county: land, people, tables, and a year of matters."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from linli.config.demonstration.endings import load_closing
from linli.config.demonstration.geography import lay_out
from linli.config.demonstration.geography import load as load_land
from linli.config.demonstration.lives import live
from linli.config.demonstration.people import Account, make_people, write_accounts
from linli.config.demonstration.tables import load_tables
from linli.core.matters import ledger
from linli.core.registers import shipped
from linli.ground.calendars import actions as calendars
from linli.ground.people.actor import SYSTEM
from linli.lib.kept import keep_for

SEED = 20261122
KEPT_SECONDS = 3600.0

Progress = Callable[[int], object]


def load_demonstration(
    *, now: datetime, matters: int, progress: Progress = lambda done: None
) -> list[Account]:
    """Fill an empty installation. Returns the accounts for visitors. The same seed and `now` give the same county."""
    folder = Path(settings.LOCALITY)
    since = timezone.localdate(now) - timedelta(days=800)
    calendars.seed(now=now)
    load_land(lay_out(), actor=SYSTEM, now=now)
    accounts = make_people(seed=SEED, since=since)
    shipped.load_all(folder, actor=SYSTEM, now=now)
    load_tables(folder)
    load_closing(folder)
    measure()
    with hurrying():
        live(folder, matters=matters, end=now, seed=SEED, progress=progress)
        settle(now=now)
    write_accounts(accounts, Path(settings.VAR))
    return accounts


def measure() -> None:
    """Let PostgreSQL count what was loaded and plan by it; by itself it does so a while after the commit only."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


@contextmanager
def hurrying() -> Iterator[None]:
    """Let this process keep what it read of the registers, since nobody else changes them, and look for garbage rarely."""
    usual = gc.get_threshold()
    gc.collect()
    gc.freeze()
    gc.set_threshold(200_000, 20, 100)
    keep_for(KEPT_SECONDS)
    try:
        yield
    finally:
        keep_for(settings.KEEP_SECONDS)
        gc.set_threshold(*usual)
        gc.unfreeze()


def settle(*, now: datetime) -> None:
    """Carry out all that still follows from what happened."""
    while ledger.deliver_pending(now=now):
        pass
    while ledger.seal_pending(now=now):
        pass

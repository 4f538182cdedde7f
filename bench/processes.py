"""Several processes that work at once, each with Django put up and a connection of its own."""

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager

PROCESSES = 2


@contextmanager
def pool() -> Iterator[ProcessPoolExecutor]:
    from django.db import connections

    connections.close_all()
    spawned = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(PROCESSES, mp_context=spawned, initializer=_ready) as found:
        yield found


def _ready() -> None:
    import django

    django.setup()

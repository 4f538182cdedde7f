"""The work of verifying, in parts that know nothing of each other, done by this process or by several."""

import gc
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from itertools import pairwise
from multiprocessing import get_all_start_methods, get_context
from uuid import UUID

from django.db import connection, transaction

from linli.core.matters.ledger.sealing import log_size
from linli.core.matters.ledger.verifying import postgres, sqlite
from linli.core.matters.ledger.verifying.chains import check_chains
from linli.core.matters.ledger.verifying.checkpoints import Range, check_checkpoints
from linli.core.matters.ledger.verifying.log import check_log
from linli.core.matters.ledger.verifying.rows import Rows, Span
from linli.core.matters.ledger.verifying.verdict import Verdict
from linli.core.matters.models import SealedEntry

WORTH_SEVERAL = 20_000  # entries of the log from which a second process is sooner started than missed
OF_A_PART = 20_000
MOST_PARTS = 512

Part = Span | Range | None  # chains of subjects, checkpoints of sizes, or the log
Progress = Callable[[int], object]


def check_all(*, processes: int | None, progress: Progress) -> Verdict:
    """Check everything, in as many processes as there are cores unless told otherwise."""
    size = log_size()
    count = processes or (cores() if size >= WORTH_SEVERAL else 1)
    parts = parts_of(size)
    found: dict[int, Verdict] = {}
    if count > 1 and can_be_shared():
        with several(count) as (pool, snapshot):
            waiting = {pool.submit(_check, part, snapshot): place for place, part in enumerate(parts)}
            for done in as_completed(waiting):
                found[waiting[done]] = done.result()
                progress(done.result().entries)
    else:
        with one_moment():
            for place, part in enumerate(parts):
                found[place] = check_part(part)
                progress(found[place].entries)
    verdict = Verdict()
    for place in [
        *range(1, len(parts)),
        0,
    ]:  # chains and checkpoints first: they say most exactly what does not fit
        verdict.add(found[place])
    return verdict


def check_part(part: Part) -> Verdict:
    verdict = Verdict()
    if part is None:
        check_log(verdict)
    elif isinstance(part, Range):
        check_checkpoints(verdict, part)
    else:
        verdict = check_chains(rows_of(part))
    return verdict


def rows_of(span: Span) -> Rows:
    """Return the rows of these subjects as this database reads them."""
    return postgres.entries(span) if connection.vendor == "postgresql" else sqlite.entries(span)


def parts_of(size: int) -> list[Part]:
    """Return the log, which takes longest, then chains, then checkpoints. Subjects are told apart where some of them begin."""
    count = min(size // OF_A_PART, MOST_PARTS) + 1
    if count == 1:
        return [None, Span(), Range()]
    places = [size * n // count for n in range(1, count)]
    sample = SealedEntry.objects.filter(index__in=places).values_list("entry__subject", flat=True)
    bounds: list[UUID | None] = [None, *sorted({one for one in sample if one is not None}), None]
    spans = [Span(first, end) for first, end in pairwise(bounds)]
    if len(spans) > 1:
        spans.append(Span(nobody=True))
    sizes = [0, *places, None]
    ranges = [Range(first or 0, end) for first, end in pairwise(sizes)]
    return [None, *spans, *ranges]


def can_be_shared() -> bool:
    """Tell whether another process would see what this one sees."""
    in_memory = connection.vendor == "sqlite" and connection.is_in_memory_db()  # type: ignore[attr-defined]
    return "fork" in get_all_start_methods() and not connection.in_atomic_block and not in_memory


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def several(count: int) -> Iterator[tuple[Executor, str]]:
    """Yield processes that read one and the same moment of the database, where it can show several of them the same."""
    connection.close()  # a connection belongs to one process
    with ProcessPoolExecutor(count, mp_context=get_context("fork"), initializer=_begin) as pool:
        pool.submit(int).result()  # all of them are there now, and have no connection of ours
        with one_moment():
            yield pool, _shared_moment()


def _begin() -> None:
    gc.freeze()
    gc.disable()  # rows are made and dropped by the million, and none of them points back


def _check(part: Part, snapshot: str) -> Verdict:
    with one_moment(snapshot):
        return check_part(part)


@contextmanager
def one_moment(snapshot: str = "") -> Iterator[None]:
    """Read everything as it is at one moment, and no limit on how long a reading takes."""
    if connection.vendor != "postgresql" or connection.in_atomic_block:
        yield
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set transaction isolation level repeatable read, read only")
        if snapshot:
            cursor.execute(f"set transaction snapshot '{snapshot}'")
        for setting in LOCALLY:
            cursor.execute(f"set local {setting}")
        yield


LOCALLY: Sequence[str] = ("statement_timeout = 0", "idle_in_transaction_session_timeout = 0", "jit = off")


def _shared_moment() -> str:
    if connection.vendor != "postgresql":
        return ""
    with connection.cursor() as cursor:
        cursor.execute("select pg_export_snapshot()")
        return str(cursor.fetchone()[0])

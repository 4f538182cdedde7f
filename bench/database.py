"""What the database itself can do: the same rows by plain SQL with a prepared plan."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from django.db import connection, models

from bench.lines import percentile


def alone(act: Callable[[], object]) -> float:
    """Return the milliseconds that `act` would take on a machine that has nothing else to do.

    We and our database process work by turns. What it takes is therefore at least the time both ran, and about the whole
    time without that in which one of them waited for a core. Only Linux tells; elsewhere it is the whole time.
    """
    connection.ensure_connection()
    (ran, waited), began = _so_far(), time.perf_counter_ns()
    act()
    took = time.perf_counter_ns() - began
    ran_after, waited_after = _so_far()
    return min(took, max(ran_after - ran, took - (waited_after - waited))) / 1_000_000


def worked(act: Callable[[], object]) -> float:
    """Return the milliseconds for which we and our database process run to carry out `act`, whatever else the machine does."""
    connection.ensure_connection()
    ran = _so_far()[0]
    act()
    return (_so_far()[0] - ran) / 1_000_000


def _so_far() -> tuple[int, int]:
    """Return the nanoseconds for which this thread and its database process have run, and waited for a core, so far."""
    processes = ["thread-self"]
    if connection.vendor == "postgresql" and connection.connection is not None:
        processes.append(str(connection.connection.info.backend_pid))
    each = [_schedule_of(process) for process in processes]
    return sum(ran for ran, _ in each), sum(waited for _, waited in each)


def _schedule_of(process: str) -> tuple[int, int]:
    try:
        ran, waited, _turns = Path(f"/proc/{process}/schedstat").read_text().split()
    except (OSError, ValueError):
        return 0, 0
    return int(ran), int(waited)


def plain_sql(sql: str, params: Sequence[Any] = (), *, times: int = 30) -> float:
    """Return the milliseconds (median) that `sql` takes, all rows fetched, with a prepared plan on PostgreSQL."""
    connection.ensure_connection()
    raw = connection.connection
    if connection.vendor != "postgresql":
        sql = sql.replace("%s", "?")

    def run() -> None:
        prepared = {"prepare": True} if connection.vendor == "postgresql" else {}
        cursor = raw.execute(sql, params, **prepared)
        if cursor.description:
            cursor.fetchall()

    run()
    return percentile([alone(run) for _ in range(times)], 0.5)


def of_query(rows: "models.QuerySet[Any, Any]", *, times: int = 30) -> float:
    """Return the milliseconds (median) of the SQL of a queryset, without the building of it and of objects."""
    sql, params = rows.query.sql_with_params()
    return plain_sql(sql, params, times=times)

"""What the database itself can do: the same rows by plain SQL with a prepared plan."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from django.db import connection, models

from bench.lines import percentile


def alone(act: Callable[[], object]) -> float:
    """Return the milliseconds that `act` takes, without those in which we or our database process waited for a core.

    Both work by turns, so what is left is what the act takes on a machine that has nothing else to do. Only Linux tells;
    elsewhere it is the whole time.
    """
    connection.ensure_connection()
    before, began = _waited(), time.perf_counter_ns()
    act()
    took, waited = time.perf_counter_ns() - began, _waited() - before
    return max(took - waited, 0) / 1_000_000


def _waited() -> int:
    """Return the nanoseconds that this thread and its database process have waited for a core so far."""
    processes = ["thread-self"]
    if connection.vendor == "postgresql" and connection.connection is not None:
        processes.append(str(connection.connection.info.backend_pid))
    return sum(_waited_by(process) for process in processes)


def _waited_by(process: str) -> int:
    try:
        return int(Path(f"/proc/{process}/schedstat").read_text().split()[1])
    except (OSError, IndexError):
        return 0


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

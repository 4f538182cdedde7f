"""Worlds that many tests begin with: made through the real actions once a process, from then on written as the same rows.

Only what was written is repeated, in the same order; what is returned is a fresh copy for each test.
"""

import pickle
from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Any, TypeVar

from django.db import connection

World = TypeVar("World")
Written = tuple[str, Any]
WRITING = ("INSERT", "UPDATE", "DELETE")

_kept: dict[tuple[str, str], tuple[bytes, list[tuple[str, list[Any]]]]] = {}


def remembered(name: str, make: Callable[[], World]) -> World:
    """Return what `make` returns, its rows in the database. `make` depends on nothing but what was remembered before it."""
    key = (connection.vendor, name)
    if key not in _kept:
        written: list[Written] = []
        with connection.execute_wrapper(_noting(written)):
            world = make()
        _kept[key] = pickle.dumps(world), _lots(written)
        return world
    world_bytes, lots = _kept[key]
    with connection.cursor() as cursor:
        for sql, rows in lots:
            cursor.executemany(sql, rows)
    copy: World = pickle.loads(world_bytes)
    return copy


def _noting(written: list[Written]) -> Callable[..., Any]:
    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().startswith(WRITING):
            written.extend((sql, row) for row in (params if many else [params]))
        return execute(sql, params, many, context)

    return note


def _lots(written: Sequence[Written]) -> list[tuple[str, list[Any]]]:
    """Return the statements in order, neighbours that are alike as one lot; nobody reads what they return."""
    plain = ((sql.partition(" RETURNING ")[0], params or ()) for sql, params in written)
    return [(sql, [params for _, params in lot]) for sql, lot in groupby(plain, key=lambda one: one[0])]

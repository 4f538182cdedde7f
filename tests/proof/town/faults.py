"""What goes wrong in the town, and how it is seen that nothing half done is left.

`Writes` is the shadow of a transaction: which statements wrote, and which of them a rollback took back. Both databases
tell it in the same words, so an act that was refused or cut off can be asked what of it stayed.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from typing import Any

from django.db import connection, transaction
from django.db.utils import OperationalError

WROTE = re.compile(r'^\s*(INSERT|UPDATE|DELETE|COPY)\b[^"]*"([^"]+)"', re.IGNORECASE)
MARKED = re.compile(r'^\s*(SAVEPOINT|RELEASE SAVEPOINT|ROLLBACK TO SAVEPOINT)\s+"?([^\s"]+)', re.IGNORECASE)


class Cut(OperationalError):
    """The database went away in the midst of an act."""


class Killed(BaseException):
    """The process was killed: nothing of it catches this."""


class Writes:
    """Counts the statements of an act; `stayed` are the tables of writes that no rollback took back."""

    def __init__(self, cut_at: int = 0) -> None:
        self.cut_at = cut_at
        self.count = 0
        self.tables: set[str] = set()
        self._open: list[tuple[str, list[str]]] = [("", [])]

    @property
    def stayed(self) -> list[str]:
        return [table for _name, tables in self._open for table in tables]

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
    ) -> Any:
        if marked := MARKED.match(sql):
            answer = execute(sql, params, many, context)
            self._mark(marked[1].upper(), marked[2])
            return answer
        self.count += 1
        if self.count == self.cut_at:
            raise Cut(f"statement {self.count}")
        answer = execute(sql, params, many, context)
        if wrote := WROTE.match(sql):
            self.tables.add(wrote[2])
            self._open[-1][1].append(wrote[2])
        return answer

    def _mark(self, what: str, name: str) -> None:
        if what == "SAVEPOINT":
            self._open.append((name, []))
            return
        at = next((place for place, (known, _) in enumerate(self._open) if known == name), None)
        if at is None:
            return
        inside = [table for _known, tables in self._open[at:] for table in tables]
        del self._open[at:]
        if what.startswith("ROLLBACK"):
            self._open.append((name, []))  # the savepoint itself stands until it is released
        else:
            self._open[-1][1].extend(inside)


@contextmanager
def watched(cut_at: int = 0) -> Iterator[Writes]:
    """Watch the statements inside; the one at `cut_at` fails."""
    writes = Writes(cut_at)
    with connection.execute_wrapper(writes):
        yield writes


def rehearse(act: Callable[[], Any]) -> Writes:
    """Let the act happen and undo it; return what it wrote."""
    waiting = list(connection.run_on_commit)
    try:
        with transaction.atomic(), watched() as writes:
            try:
                act()
            finally:
                transaction.set_rollback(True)
    finally:
        connection.run_on_commit = waiting
    return writes


def bytes_of(tables: Sequence[str]) -> dict[str, str]:
    """Return a digest of all rows of each table."""
    found = {}
    with connection.cursor() as cursor:
        for table in sorted(tables):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            rows = sorted(repr([bytes(v) if isinstance(v, memoryview) else v for v in row]) for row in cursor)
            found[table] = sha256("\n".join(rows).encode()).hexdigest()
    return found


def hooks() -> list[Callable[[], None]]:
    """Return what waits for the commit, and let it wait no longer."""
    found: list[Callable[[], None]] = [waiting[1] for waiting in connection.run_on_commit]
    connection.run_on_commit = []
    return found

"""What the database alone takes for a life: the rows that one life wrote, written again under other keys.

One look at the matter an act, under a lock, then its rows by prepared statements, in one durable transaction. Nothing is
composed, decided, counted, chained, signed or sealed, and nothing follows.
"""

import secrets
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

import psycopg
from django.db import connection

from linli.flow.intake.receipt import Receipt
from linli.lib.identifiers import uuid7

Statement = tuple[bytes, list[Any]]
LOOK = b"SELECT * FROM matters_matter WHERE id = $1 FOR UPDATE"
WRITES = ("INSERT", "UPDATE", "DELETE")


class Plain:
    """One life as the statements by which it was written. `live` lives it and calls what it is given before each act."""

    def __init__(self, live: Callable[[Callable[[], object]], Receipt]) -> None:
        self.acts: list[list[Statement]] = []
        self.since = uuid7()

        def listen(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            if sql.startswith(WRITES):
                self.acts[-1].append((_numbered(sql), list(params)))
            return execute(sql, params, many, context)

        with connection.execute_wrapper(listen):
            receipt = live(lambda: self.acts.append([]))
        self.key, self.number = receipt.matter_id, receipt.number
        for act in self.acts[1:]:
            act.insert(0, (LOOK, [self.key]))

    def another(self) -> list[list[Statement]]:
        """Return the same for another matter."""
        known: dict[Any, Any] = {self.number: f"{secrets.randbelow(10**13):013d}"}
        return [
            [(sql, [self._other(each, known) for each in params]) for sql, params in act] for act in self.acts
        ]

    def _other(self, value: Any, known: dict[Any, Any]) -> Any:
        """Return what stands in the place of a key that the first life made; everything else as it is."""
        if isinstance(value, list):
            return [self._other(each, known) for each in value]
        is_key = isinstance(value, UUID) and value > self.since
        if is_key or (isinstance(value, str) and value.startswith("bench-")):
            return known.setdefault(value, uuid7() if is_key else f"bench-{uuid7()}")
        return known.get(value, value) if isinstance(value, str) else value

    def write_all(self, lives: Sequence[Sequence[Sequence[Statement]]]) -> None:
        connection.ensure_connection()
        with psycopg.RawCursor(connection.connection) as cursor:
            for act in (act for acts in lives for act in acts):
                cursor.execute(b"BEGIN")
                for sql, params in act:
                    cursor.execute(sql, params, prepare=True)
                    if cursor.description:
                        cursor.fetchall()
                cursor.execute(b"COMMIT")


def _numbered(sql: str) -> bytes:
    first, *others = sql.split("%s")
    return (first + "".join(f"${place}{text}" for place, text in enumerate(others, start=1))).encode()

"""Sends reading to the copy while a page says so; writing never."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from linli.config.databases import REPLICA
from linli.lib import kept

_reading: ContextVar[bool] = ContextVar("reading_from_copy", default=False)


@contextmanager
def from_copy() -> Iterator[None]:
    """Read from the copy within; what is kept for a moment of what was read there is kept apart."""
    reading, keeping = _reading.set(True), kept.source.set(REPLICA)
    try:
        yield
    finally:
        _reading.reset(reading)
        kept.source.reset(keeping)


class Copies:
    """Django asks it where each query goes."""

    def db_for_read(self, model: Any, **_: Any) -> str | None:
        return REPLICA if _reading.get() else None

    def db_for_write(self, model: Any, **_: Any) -> str:
        return "default"

    def allow_relation(self, first: Any, second: Any, **_: Any) -> bool:
        return True  # both are the same rows

    def allow_migrate(self, db: str, app_label: str, **_: Any) -> bool:
        return db != REPLICA

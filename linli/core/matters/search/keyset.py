"""Paging by the last row seen instead of by number, so that every depth costs the same."""

import base64
import binascii
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, DateTimeField, F, Func, UUIDField, Value
from django.db.models.sql.compiler import SQLCompiler

from linli.core.matters.models import Matter

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, order=True)
class Place:
    """Where a row stands in its order: the moment it is sorted by, then its id."""

    at: datetime
    id: UUID

    def cursor(self) -> str:
        """Return the place as an opaque text for an address."""
        microseconds = (self.at - EPOCH) // timedelta(microseconds=1)
        return base64.urlsafe_b64encode(microseconds.to_bytes(8, "big", signed=True) + self.id.bytes).decode()

    @classmethod
    def of(cls, cursor: str) -> "Place | None":
        """Return the place of a cursor; None (begin at the beginning) for one that is empty or broken."""
        try:
            raw = base64.urlsafe_b64decode(cursor)
            if len(raw) != 24:
                return None
            microseconds = int.from_bytes(raw[:8], "big", signed=True)
            return cls(EPOCH + timedelta(microseconds=microseconds), UUID(bytes=raw[8:]))
        except (ValueError, OverflowError, binascii.Error):
            return None


@dataclass(frozen=True)
class Page:
    """Some matters in order. `before` and `after` are cursors of the pages next to this one; "" = there is none."""

    matters: Sequence[Matter]
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class Turn:
    """Which page is wanted: the one after a place, the one before it, or (both None) the first."""

    after: Place | None = None
    before: Place | None = None

    @classmethod
    def of(cls, *, after: str = "", before: str = "") -> "Turn":
        return cls(after=Place.of(after), before=None if Place.of(after) else Place.of(before))

    @property
    def is_back(self) -> bool:
        return self.before is not None

    @property
    def start(self) -> Place | None:
        return self.after or self.before


class Beyond(Func):
    """(moment, id) compared as one row, so that an index on both finds the place at once; also among equal moments."""

    output_field = BooleanField()

    def __init__(
        self, column: str, place: Place, *, upwards: bool, inclusive: bool = False, key: str = "id"
    ) -> None:
        self.sign = (">" if upwards else "<") + ("=" if inclusive else "")
        super().__init__(
            F(column),
            F(key),
            Value(place.at, output_field=DateTimeField()),
            Value(place.id, output_field=UUIDField()),
        )

    def as_sql(  # type: ignore[override]
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_: Any
    ) -> tuple[str, Sequence[Any]]:
        parts = [compiler.compile(each) for each in self.get_source_expressions() if each is not None]
        sql = [part for part, _params in parts]
        params = [value for _sql, values in parts for value in values]
        return f"({sql[0]}, {sql[1]}) {self.sign} ({sql[2]}, {sql[3]})", params


def turned(places: Iterable[Place], turn: Turn, size: int) -> tuple[list[Place], str, str]:
    """Cut `places`, read in the direction of `turn` (at most size + 1 matter), to one page in reading order.

    Returns the page's places and the cursors before and after it.
    """
    read = list(places)
    page, more = read[:size], len(read) > size
    if turn.is_back:
        page.reverse()
    if not page:
        return [], "", ""
    has_before = more if turn.is_back else turn.after is not None
    has_after = True if turn.is_back else more
    return page, page[0].cursor() if has_before else "", page[-1].cursor() if has_after else ""

"""What a matter is, as a set of marks in one inverted index: any combination of filters is an intersection of lists.

PostgreSQL alone has the index (`matter_facets`, made by migration 0002): the marks are an expression over the row, so
there is no column to keep true. On SQLite the same filters read the columns.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, F, Func
from django.db.models.sql.compiler import SQLCompiler

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
TEN_DAYS = timedelta(days=10)
COLUMNS = (
    "kind",
    "severity",
    "state",
    "outcome",
    "is_open",
    "was_late",
    "received_at",
    "category_id",
    "channel_id",
    "town_id",
    "village_id",
    "cell_id",
    "unit_id",
    "involved",
)
MARKS = (
    "(ARRAY['k' || {kind}, 'v' || {severity}, 's' || {state}, 'r' || {outcome},"
    " CASE WHEN {is_open} THEN 'o1' ELSE 'o0' END,"
    " CASE WHEN {was_late} THEN 'l1' WHEN NOT {was_late} THEN 'l0' END,"
    " 'd' || (floor(extract(epoch FROM {received_at} AT TIME ZONE 'UTC') / 864000))::bigint::text,"
    " {category_id}::text, {channel_id}::text, {town_id}::text, {village_id}::text, {cell_id}::text, {unit_id}::text]"
    " || string_to_array({involved}, ' '))"
)


def index_sql() -> str:
    """Return the statement that makes the index. It must say the very same expression as `Marked`."""
    marks = MARKS.format(**{column: column for column in COLUMNS})
    return f"CREATE INDEX matter_facets ON matters_matter USING gin ({marks}) WITH (fastupdate = off)"


def mark(field: str, value: object) -> str:
    """Return the mark of `value` in `field` (a column of the matter, without `_id`)."""
    prefixes = {"kind": "k", "severity": "v", "state": "s", "outcome": "r"}
    if field in prefixes:
        return f"{prefixes[field]}{value}"
    if field == "involved":
        return f"i{value}"
    if field in ("is_open", "was_late"):
        return f"{'o' if field == 'is_open' else 'l'}{int(bool(value))}"
    return str(value if isinstance(value, UUID) else UUID(str(value)))


def decade(moment: datetime) -> int:
    """Return the number of the ten days in which `moment` lies, counted from 1970."""
    return int(moment.timestamp() // TEN_DAYS.total_seconds())


def decade_mark(number: int) -> str:
    return f"d{number}"


@dataclass(frozen=True)
class Stretch:
    """Some tens of days in a row; `marks` None: all time from `edge` on, in the direction of reading."""

    marks: list[str] | None
    edge: datetime


def stretches(start: datetime, *, upwards: bool) -> Iterator[Stretch]:
    """Yield all time from `start` on, forwards or backwards: ten days, then sixty, then four hundred, then the rest.

    What is common is found in the first; what is rare costs four looks.
    """
    step, at = (1 if upwards else -1), decade(start)
    for length in (1, 6, 40):
        numbers = range(at, at + step * length, step)
        yield Stretch([decade_mark(number) for number in numbers], start)
        at += step * length
    yield Stretch(None, EPOCH + TEN_DAYS * (at if upwards else at + 1))


class Marked(Func):
    """True where the matter bears all marks of `every` and, of each set in `any_of`, at least one. PostgreSQL only."""

    output_field = BooleanField()

    def __init__(self, every: Iterable[str], any_of: Iterable[Sequence[str]] = ()) -> None:
        self.every, self.any_of = list(every), [list(marks) for marks in any_of]
        super().__init__(*(F(column) for column in COLUMNS))

    def as_sql(  # type: ignore[override]
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_: Any
    ) -> tuple[str, Sequence[Any]]:
        sources = [each for each in self.get_source_expressions() if each is not None]
        named = dict(zip(COLUMNS, (compiler.compile(each)[0] for each in sources), strict=True))
        marks = MARKS.format(**named)
        tests = [f"{marks} @> %s::text[]"] if self.every else []
        tests += [f"{marks} && %s::text[]"] * len(self.any_of)
        params: list[Any] = ([self.every] if self.every else []) + self.any_of
        return "(" + (" AND ".join(tests) or "TRUE") + ")", params

"""Write facts and sums in bulk, the way each database takes them fastest."""

from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.models import QuerySet, Sum

from linli.flow.statistics.facts import FACT_COLUMNS, KEPT, Counted, Sums, column_of
from linli.flow.statistics.measures import MEASURES
from linli.flow.statistics.models import Fact, Tally

ROWS = 500  # of a statement: SQLite takes 32,766 values in one
TALLY_KEY = ("within", "dimension", "month", "key")
TALLY_COLUMNS = (*TALLY_KEY, *MEASURES)
TYPES = {"within": "text", "dimension": "text", "key": "text"}


def replace_facts(facts: Sequence[Counted]) -> None:
    """Write facts over what is kept of the same matters."""
    rows = [Fact(**dict(zip(FACT_COLUMNS, fact.flat, strict=True))) for fact in facts]
    Fact.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["matter"], update_fields=FACT_COLUMNS[1:], batch_size=ROWS
    )


def copy_facts(facts: Sequence[Counted]) -> None:
    """Write facts of matters of which none is kept."""
    if connection.vendor != "postgresql":
        rows = [Fact(**dict(zip(FACT_COLUMNS, fact.flat, strict=True))) for fact in facts]
        Fact.objects.bulk_create(rows, batch_size=ROWS)
        return
    columns = ", ".join(connection.ops.quote_name(column) for column in FACT_COLUMNS)
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {Fact._meta.db_table} ({columns}) FROM STDIN") as copy,
    ):
        for fact in facts:
            copy.write_row(fact.flat)


def add_to_tallies(sums: Sums) -> None:
    """Add `sums` to those that are kept; a sum that is not there yet begins with them. The caller has the turn."""
    rows: list[tuple[int | str, ...]] = [(*place, *row) for place, row in sorted(sums.items()) if any(row)]
    if not rows:
        return
    with connection.cursor() as cursor:
        if (
            connection.vendor == "postgresql"
        ):  # one array a column: a placeholder a value costs ten times as much
            arrays = [f"%s::{TYPES.get(name, 'integer')}[]" for name in TALLY_COLUMNS]
            source = f"SELECT * FROM unnest({', '.join(arrays)})"  # noqa: S608
            cursor.execute(_upsert(source), [list(column) for column in zip(*rows, strict=True)])
        else:
            cursor.executemany(_upsert(f"VALUES ({', '.join(['%s'] * len(TALLY_COLUMNS))})"), rows)


def let_plans_fit() -> None:
    """Tell PostgreSQL what the tables are like now: it plans by what it last saw, and would see these rows a minute later."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for model in (Fact, Tally):
                cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")


def _upsert(source: str) -> str:
    """Return the statement that adds the sums of `source`. It names our own columns; every value is a parameter."""
    quote = connection.ops.quote_name
    table = Tally._meta.db_table
    added = ", ".join(f"{quote(name)} = {table}.{quote(name)} + excluded.{quote(name)}" for name in MEASURES)
    return (
        f"INSERT INTO {table} ({', '.join(map(quote, TALLY_COLUMNS))}) {source}"
        f" ON CONFLICT ({', '.join(map(quote, TALLY_KEY))}) DO UPDATE SET {added}"
    )


def sums_of_facts() -> Sums:
    """Return all sums, counted by the database from the facts that are kept."""
    sums: Sums = {}
    for scope, dimensions in KEPT.items():
        for dimension in dimensions:
            by = [column_of(name) for name in (scope, dimension) if name not in ("", "all")]
            rows = Fact.objects.filter(**({f"{column_of(scope)}__isnull": False} if scope else {}))
            for row in summed(rows, *by, "month"):
                within = str(row[0]) if scope else ""
                key = "" if dimension == "all" else str(row[len(by) - 1] or "")
                sums[within, dimension, row[len(by)], key] = list(row[len(by) + 1 :])
    return sums


def summed(rows: QuerySet[Any], *by: str) -> QuerySet[Any, tuple[Any, ...]]:
    """Return one row for each combination of the columns `by`: these, then the sums in the order of MEASURES."""
    amounts = {f"sum_{name}": Sum(name) for name in MEASURES}
    found: QuerySet[Any, tuple[Any, ...]] = (
        rows.order_by().values(*by).annotate(**amounts).values_list(*by, *amounts)
    )
    return found


def kept_sums() -> Sums:
    return {
        (row[0], row[1], row[2], row[3]): list(row[4:])
        for row in Tally.objects.values_list(*TALLY_COLUMNS).iterator(chunk_size=5_000)
    }

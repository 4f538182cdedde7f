"""The few statements that every act needs, composed once and, on PostgreSQL, planned once a connection.

Django composes the SQL of a query anew each time, and PostgreSQL plans it anew. For what is small and asked for all day
long that costs several times what carrying it out does. What is asked, and of whom, stays a queryset: only its text is kept.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from inspect import signature
from typing import Any, Generic, TypeVar, cast
from uuid import UUID, uuid4

import psycopg
from django.core.exceptions import EmptyResultSet
from django.db import connection, models, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models.query import get_related_populators

Row = TypeVar("Row")
Column = Any  # models.Field, of whatever kind
Make = Callable[[Sequence[Any]], Any]


class Prepared(Generic[Row]):
    """A query of which only the keys differ from one asking to the next; `build` makes the queryset from them.

    The keys are UUIDs that `build` does nothing with but to compare columns with them.
    """

    def __init__(self, build: "Callable[..., models.QuerySet[Any, Row]]") -> None:
        self._build = build
        self._composed: _Composed | None = None

    def __call__(self, *keys: UUID) -> list[Row]:
        """Return the rows. Raises TransactionManagementError where they are to be locked outside a transaction."""
        composed = self._composed or self._compose()
        if composed.locks and not connection.in_atomic_block:
            raise transaction.TransactionManagementError("rows are locked in a transaction only")
        if not composed.sql:
            return []
        given = [_as_kept(key) for key in keys]
        params = [value if place is None else given[place] for place, value in composed.params]
        with planned() as cursor:
            cursor.execute(composed.sql, params)
            rows: Iterable[Sequence[Any]] = cursor.fetchall()
        if composed.converters:
            rows = composed.compiler.apply_converters(rows, composed.converters)
        return [composed.make(row) for row in rows]

    def _compose(self) -> "_Composed":
        samples = [uuid4() for _ in signature(self._build).parameters]
        self._composed = _Composed(self._build(*samples), [_as_kept(sample) for sample in samples])
        return self._composed


class _Composed:
    """The SQL of a queryset, which of its parameters are keys, and how a row is made of what comes back."""

    def __init__(self, rows: "models.QuerySet[Any, Any]", samples: Sequence[Any]) -> None:
        self.locks = rows.query.select_for_update
        self.compiler = rows.query.get_compiler(connection=connection)
        try:
            self.sql, params = self.compiler.as_sql()
        except EmptyResultSet:
            self.sql = ""
            return
        self.params = [(samples.index(p) if p in samples else None, p) for p in params]
        self.converters = self.compiler.get_converters([each[0] for each in self.compiler.select])
        self.make: Make = self._object() if rows.query.default_cols else tuple

    def _object(self) -> Make:
        select, info = self.compiler.select, cast(dict[str, Any], self.compiler.klass_info)
        model, first, last = info["model"], info["select_fields"][0], info["select_fields"][-1] + 1
        names = [each[0].target.attname for each in select[first:last]]
        beside = get_related_populators(info, select, connection.alias)  # type: ignore[call-arg]

        def make(row: Sequence[Any]) -> Any:
            made = model.from_db(connection.alias, names, row[first:last])
            for populator in beside:
                populator.populate(row, made)
            return made

        return make


class _Planned(psycopg.Cursor[Any]):
    """Sends values beside the statement, not in it, so that the database plans it once.

    Behind a pooler in transaction mode, where no connection is ours for long, it plans each time (`prepare_threshold` unset).
    """

    def execute(self, query: Any, params: Any = None, **how: Any) -> Any:
        return super().execute(query, params, prepare=True)


def planned() -> CursorWrapper:
    """Return a cursor for statements that are always the same: PostgreSQL keeps their plans for the connection."""
    if connection.vendor != "postgresql":
        return connection.cursor()
    connection.ensure_connection()
    raw = cast(CursorWrapper, _Planned(connection.connection))  # what Django makes its wrappers of
    return connection.make_debug_cursor(raw) if connection.queries_logged else connection.make_cursor(raw)


def save_columns(row: models.Model, names: Iterable[str]) -> None:
    """Write these fields of a row whose lock the caller holds."""
    model, key = type(row), type(row)._meta.pk
    columns = tuple(sorted({_field(model, name) for name in names}, key=_name))
    sql = f"UPDATE {_table(model)} SET {_equal(columns, ', ')} WHERE {_equal((key,), '')}"  # noqa: S608
    values = [_saved(field, getattr(row, field.attname)) for field in (*columns, key)]
    with planned() as cursor:
        cursor.execute(sql, values)


def delete_where(model: type[models.Model], **equal: Any) -> None:
    """Delete the rows whose columns are equal to what is given, of a model to which no other refers."""
    columns = tuple(_field(model, name) for name in equal)
    sql = f"DELETE FROM {_table(model)} WHERE {_equal(columns, ' AND ')}"  # noqa: S608
    values = [_saved(field, value) for field, value in zip(columns, equal.values(), strict=True)]
    with planned() as cursor:
        cursor.execute(sql, values)


@cache
def _field(model: type[models.Model], name: str) -> Column:
    return model._meta.get_field(name)


@cache
def _table(model: type[models.Model]) -> str:
    return str(connection.ops.quote_name(model._meta.db_table))


@cache
def _equal(columns: tuple[Column, ...], between: str) -> str:
    return between.join(f"{connection.ops.quote_name(field.column)} = %s" for field in columns)


def _name(field: Column) -> str:
    return str(field.column)


def _saved(field: Column, value: Any) -> Any:
    return field.get_db_prep_save(value, connection)


def _as_kept(key: UUID) -> Any:
    return key if connection.features.has_native_uuid_field else key.hex

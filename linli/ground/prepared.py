"""The few statements that every act needs, composed once and, on PostgreSQL, planned once a connection.

Django composes the SQL of a query anew each time, and PostgreSQL plans it anew. For what is small and asked for all day
long that costs several times what carrying it out does. What is asked, and of whom, stays a queryset: only its text is kept.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from functools import cache, lru_cache
from operator import attrgetter
from types import SimpleNamespace
from typing import Any, Generic, TypeVar, cast
from uuid import UUID

import psycopg
from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection, connections, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from django.db.models.query import get_related_populators
from django.db.models.sql import UpdateQuery

from linli.ground.samples import Key, samples_for

Row = TypeVar("Row")
Column = Any  # models.Field, of whatever kind
Make = Callable[[Sequence[Any]], Any]


class Prepared(Generic[Row]):
    """A query of which only the keys differ from one asking to the next; `build` makes the queryset from them.

    The keys are UUIDs, or what their annotation says (str, datetime, date); `build` only compares columns with them.
    """

    def __init__(self, build: "Callable[..., models.QuerySet[Any, Row]]") -> None:
        self._build = build
        self._composed: _Composed | None = None

    def __call__(self, *keys: Key) -> list[Row]:
        """Return the rows. Raises TransactionManagementError where they are to be locked outside a transaction."""
        composed = self._composed or self._compose()
        if composed.locks and not connection.in_atomic_block:
            raise transaction.TransactionManagementError("rows are locked in a transaction only")
        if not composed.sql:
            return []
        with planned() as cursor:
            cursor.execute(composed.sql, composed.given(keys))
            rows: Iterable[Sequence[Any]] = cursor.fetchall()
        if composed.converters:
            rows = composed.compiler.apply_converters(rows, composed.converters)
        return [composed.make(row) for row in rows]

    def _compose(self) -> "_Composed":
        samples = samples_for(self._build)
        self._composed = _Composed(self._build(*samples).query, samples)
        return self._composed


class PreparedUpdate:
    """The same for an update; `build` returns which rows, and what is to be put into them."""

    def __init__(self, build: "Callable[..., tuple[models.QuerySet[Any, Any], dict[str, Any]]]") -> None:
        self._build = build
        self._composed: Statement | None = None

    def __call__(self, *keys: Key) -> int:
        """Return how many rows it changed."""
        composed = self._composed or self._compose()
        with planned() as cursor:
            cursor.execute(composed.sql, composed.given(keys))
            return int(cursor.rowcount)

    def _compose(self) -> "Statement":
        samples = samples_for(self._build)
        rows, values = self._build(*samples)
        query = cast(UpdateQuery, rows.query.chain(UpdateQuery))
        query.add_update_values(values)
        self._composed = Statement(query, samples)
        return self._composed


class Statement:
    """The SQL of a query, and which of its parameters are keys; no SQL where there can be no rows."""

    def __init__(self, query: Any, samples: Sequence[Key]) -> None:
        self.compiler = query.get_compiler(connection=connection)
        try:
            self.sql, params = self.compiler.as_sql()
        except EmptyResultSet:
            self.sql, params = "", ()
        places = [_as_kept(sample) for sample in samples]
        self._params = [(places.index(each) if each in places else None, each) for each in params]

    def given(self, keys: Sequence[Key]) -> list[Any]:
        """Return the parameters with the keys in their places."""
        kept = [_as_kept(key) for key in keys]
        return [value if place is None else kept[place] for place, value in self._params]


class _Composed(Statement):
    """The same of a queryset, and how a row is made of what comes back."""

    def __init__(self, query: Any, samples: Sequence[Key]) -> None:
        super().__init__(query, samples)
        self.locks = query.select_for_update
        if self.sql:
            self.converters = self.compiler.get_converters([each[0] for each in self.compiler.select])
            self.make: Make = self._object() if query.default_cols else tuple

    def _object(self) -> Make:
        select, info = self.compiler.select, self.compiler.klass_info
        model, first, last = info["model"], info["select_fields"][0], info["select_fields"][-1] + 1
        names = [each[0].target.attname for each in select[first:last]]
        beside = get_related_populators(info, select, connection.alias)  # type: ignore[call-arg]

        def make(row: Sequence[Any]) -> Any:
            made = model.from_db(connection.alias, names, row[first:last])
            for populator in beside:
                populator.populate(row, made)
            return made

        return make


class _Planned(psycopg.RawCursor[Any]):
    """Sends values beside the statement, not in it, so that the database plans it once.

    Behind a pooler in transaction mode, where no connection is ours for long, it plans each time (`prepare_threshold` unset).
    """

    def execute(self, query: Any, params: Any = None, **how: Any) -> Any:
        return super().execute(_numbered(query), params, prepare=True)


class _Told(_Planned):
    """The same where Django keeps what was asked: it looks for the statement with its values in it."""

    def execute(self, query: Any, params: Any = None, **how: Any) -> Any:
        try:
            return super().execute(query, params)
        finally:
            said = psycopg.ClientCursor(self.connection).mogrify(query, params)
            self._query: Any = SimpleNamespace(query=said.encode())


@lru_cache(maxsize=500)
def _numbered(sql: str) -> str:
    """Return the statement with $1, $2 … in the place of each %s, as PostgreSQL has it: found once, however long it is."""
    first, *others = sql.split("%s")
    return first + "".join(f"${place}{text}" for place, text in enumerate(others, start=1))


def planned() -> CursorWrapper:
    """Return a cursor for statements that are always the same: PostgreSQL keeps their plans for the connection."""
    here = _here()
    if here.vendor != "postgresql":
        return here.cursor()
    here.ensure_connection()
    if here.queries_logged:
        return here.make_debug_cursor(cast(CursorWrapper, _Told(here.connection)))
    return here.make_cursor(cast(CursorWrapper, _Planned(here.connection)))


class Taking:
    """Takes the values of some columns out of rows, as the database wants them."""

    def __init__(self, fields: Sequence[Column], *, add: bool) -> None:
        self.count, self._add = len(fields), add
        self._every = attrgetter(*(field.attname for field in fields))
        self._wants = [(place, field) for place, field in enumerate(fields) if _wants(field)]

    def out_of(self, row: models.Model) -> list[Any]:
        values, here = list(self._every(row)), _here()
        for place, field in self._wants:
            values[place] = field.get_db_prep_save(field.pre_save(row, add=self._add), here)
        return values


def _wants(field: Column) -> bool:
    """Tell whether the field has a say in how its value is kept; PostgreSQL's driver knows every kind but JSON by itself."""
    is_plain = _here().vendor == "postgresql" and not isinstance(field, models.JSONField)
    return not is_plain or type(field).pre_save is not models.Field.pre_save


def save_columns(row: models.Model, names: Iterable[str]) -> None:
    """Write these fields of a row whose lock the caller holds."""
    sql, taking = _update(type(row), frozenset(names))
    with planned() as cursor:
        cursor.execute(sql, taking.out_of(row))


@cache
def _update(model: type[models.Model], names: frozenset[str]) -> tuple[str, Taking]:
    key = model._meta.pk
    columns = tuple(sorted({_field(model, name) for name in names}, key=lambda field: str(field.column)))
    sql = f"UPDATE {_table(model)} SET {_equal(columns, ', ')} WHERE {_equal((key,), '')}"  # noqa: S608
    return sql, Taking([*columns, key], add=False)


def delete_where(model: type[models.Model], **equal: Any) -> None:
    """Delete the rows whose columns are equal to what is given, of a model to which no other refers."""
    columns = tuple(_field(model, name) for name in equal)
    sql = f"DELETE FROM {_table(model)} WHERE {_equal(columns, ' AND ')}"  # noqa: S608
    given, here = zip(columns, equal.values(), strict=True), _here()
    values = [field.get_db_prep_save(value, here) for field, value in given]
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


def _here() -> BaseDatabaseWrapper:
    """Return the connection itself: the name that stands for it looks for it at every turn."""
    return connections[DEFAULT_DB_ALIAS]


def _as_kept(key: Key) -> Any:
    here = _here()
    if isinstance(key, UUID):
        return key if here.features.has_native_uuid_field else key.hex
    if isinstance(key, datetime):
        return here.ops.adapt_datetimefield_value(key)
    return here.ops.adapt_datefield_value(key) if isinstance(key, date) else key

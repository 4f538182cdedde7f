"""Rows by the names of the real models, so that the loader follows every change of them."""

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import connection, models

Row = tuple[Any, ...]


class Table:
    """The table of a model: its columns in order, and what stands in those that a row does not name."""

    def __init__(self, model: type[models.Model]) -> None:
        fields = model._meta.concrete_fields
        self.name = model._meta.db_table
        self.columns = [str(field.column) for field in fields]
        self.names = [field.attname for field in fields]
        self.blank = {field.attname: _blank(field) for field in fields}

    def row(self, **values: Any) -> Row:
        """Return the row as the database takes it. Raises KeyError for a name that the model does not have."""
        whole = {**self.blank, **values}
        if len(whole) != len(self.names):
            raise KeyError(f"{self.name} has no {sorted(whole.keys() - set(self.names))}")
        return tuple([whole[name] for name in self.names])


def _blank(field: "models.Field[Any, Any]") -> Any:
    value = None if field.primary_key else field.get_default()
    return json.dumps(value) if isinstance(field, models.JSONField) else value


def write(table: Table, rows: Sequence[Row]) -> None:
    """Write rows by COPY on PostgreSQL, by executemany on SQLite."""
    if connection.vendor == "postgresql":
        copy(table.name, table.columns, rows)
        return
    marks = ", ".join(["%s"] * len(table.columns))
    quoted = ", ".join(f'"{column}"' for column in table.columns)
    with connection.cursor() as cursor:
        cursor.executemany(
            f'INSERT INTO "{table.name}" ({quoted}) VALUES ({marks})', [_plain(row) for row in rows]
        )


def copy(name: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
    quoted = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor, cursor.copy(f'COPY "{name}" ({quoted}) FROM STDIN') as stream:
        for row in rows:
            stream.write_row(row)


def _plain(row: Row) -> Row:
    """Return the row as Django writes it to SQLite."""
    return tuple([PLAIN[type(value)](value) if type(value) in PLAIN else value for value in row])


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).replace(tzinfo=None).isoformat(" ", timespec="microseconds")


PLAIN: dict[type, Any] = {UUID: lambda value: value.hex, datetime: _moment}

"""Copying and erasing what most tables are: rows beside a matter with a few columns in which somebody wrote."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, TypedDict
from uuid import UUID

from django.apps import apps
from django.db.models import BinaryField, Field, JSONField, Model, QuerySet

from linli.core.matters.models import Matter
from linli.core.personal_data.declaring import Copied, Copy, Erase


class Both(TypedDict):
    copy: Copy
    erase: Erase


def columns(table: str, *written: str, path: str = "matter", told: tuple[str, ...] = ()) -> Both:
    """Return how rows of `table` ("app.Model") are copied and how their `written` columns are emptied.

    `path` leads from the row to the matter. `told`: the columns that go into a copy; without any, only how many rows there
    are is told: those are the notes of the centre's own work, and may speak of others.
    """

    def copy(matter: Matter) -> Copied:
        rows = _rows(table, path, matter)
        if not told:
            return {"count": rows.count()}
        return [{name: plain(row[name]) for name in told} for row in rows.order_by("pk").values(*told)]

    def erase(matter: Matter, *, now: datetime) -> None:
        model = apps.get_model(table)
        emptied = {name: _empty(model._meta.get_field(name)) for name in written}
        _rows(table, path, matter).update(**emptied)

    return {"copy": copy, "erase": erase}


def gone(table: str, *, path: str = "matter", copy: Copy | None = None) -> Both:
    """Return how rows of `table` are copied (not at all, where nothing is said) and deleted."""

    def erase(matter: Matter, *, now: datetime) -> None:
        _rows(table, path, matter).delete()

    return {"copy": copy or nothing, "erase": erase}


def nothing(matter: Matter) -> Copied:
    """Copy nothing: what a resident gets of it stands elsewhere in the copy, or is of no meaning outside the house."""
    return None


def together(*parts: Both) -> Both:
    """Return the copies of several tables as one list of parts, and erase all of them."""
    copies: list[Callable[[Matter], Copied]] = [part["copy"] for part in parts]

    def copy(matter: Matter) -> Copied:
        found = [part(matter) for part in copies]
        return [one for one in found if one is not None] or None

    def erase(matter: Matter, *, now: datetime) -> None:
        for part in parts:
            part["erase"](matter, now=now)

    return {"copy": copy, "erase": erase}


def _rows(table: str, path: str, matter: Matter) -> QuerySet[Model]:
    rows: QuerySet[Model] = apps.get_model(table)._base_manager.filter(**{path: matter.pk})
    return rows


def _empty(field: Any) -> object:
    if isinstance(field, JSONField):
        return field.get_default()
    if isinstance(field, BinaryField):
        return b""
    return None if isinstance(field, Field) and field.null else ""


def plain(value: object) -> Copied:
    """Return a value of a column as JSON knows it."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value

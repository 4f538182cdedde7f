"""How a row's columns are headed and written in lists and exports."""

from datetime import date
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from linli.core.registers.declaration import Register

LONGEST = 80


def headings(register: Register) -> list[str]:
    """Return the heading of each listed column."""
    return [_heading(register.table(), column) for column in register.columns]


def _heading(model: type[Model], column: str) -> str:
    first, _dots, rest = column.partition("__")
    field = model._meta.get_field(first)
    if rest and field.related_model:
        return _heading(field.related_model, rest)
    return str(getattr(field, "verbose_name", first))


def cells(register: Register, row: Model) -> list[str]:
    """Return the listed columns of `row` as words."""
    return [shown(row, column) for column in register.columns]


def shown(row: Model, column: str) -> str:
    """Return one column, or one that it leads to ("unit__name"), as words; a choice by its label."""
    holder: Any = row
    *way, last = column.split("__")
    for step in way:
        holder = getattr(holder, step, None)
    if holder is None:
        return ""
    labelled = getattr(holder, f"get_{last}_display", None)
    return _words(labelled() if labelled else getattr(holder, last))


def _words(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, date):
        return value.isoformat()
    text = str(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"

"""Reading registers: their rows page by page, and the history of every change."""

import base64
import binascii
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.core.matters.models import Entry
from linli.core.registers import declaration
from linli.core.registers.declaration import VERB, Label, NoSuchRegister, Register
from linli.core.registers.snapshot import subject_of
from linli.core.registers.texts import text
from linli.ground.people.models import Staff

__all__ = ["Change", "Line", "Page", "history", "matching", "page", "recent", "row", "text", "told"]

PAGE = 50
ACTS = {
    "add": gettext_lazy("添加"),
    "change": gettext_lazy("修改"),
    "retire": gettext_lazy("停用"),
    "remove": gettext_lazy("删除"),
    "reset_password": gettext_lazy("重置密码"),
    "remove_second_factor": gettext_lazy("移除第二验证"),
    "disable": gettext_lazy("停用账号"),
    "enable": gettext_lazy("恢复账号"),
}


@dataclass(frozen=True)
class Page:
    """Some rows in order, and where the next ones begin ("" = these are the last)."""

    rows: tuple[Model, ...]
    following: str


@dataclass(frozen=True)
class Line:
    """One column that changed."""

    label: Label
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """One change of one row: when, by whom, what. `act` is add, change, retire or remove."""

    at: datetime
    by: str
    act: str
    register: Register | None
    subject: UUID
    name: str
    lines: tuple[Line, ...] = field(default=())

    @property
    def act_words(self) -> str:
        return str(ACTS.get(self.act, self.act))


def matching(register: Register, words: str = "") -> QuerySet[Model]:
    """Return the rows that contain every one of the words, in the register's order."""
    table = register.table()._default_manager
    rows = table.select_related(*_joined(register))
    for word in words.split():
        found = Q()
        for column in register.search:
            found |= Q(**{f"{column}__icontains": word})
        rows = rows.filter(pk__in=table.filter(found).values("pk"))
    return rows.order_by(*_order(register))


def row(register: Register, key: str) -> Model | None:
    """Return the row with this primary key as written in an address, None where there is none."""
    table = register.table()
    try:
        return table._default_manager.filter(pk=table._meta.pk.to_python(key)).first()
    except (ValidationError, ValueError):
        return None


def page(register: Register, words: str = "", *, after: str = "", size: int = PAGE) -> Page:
    """Return one page of `matching`; every depth costs the same. A broken `after` begins at the first row."""
    rows = matching(register, words)
    if start := _start(register, after):
        rows = rows.filter(start)
    found = list(rows[: size + 1])
    following = _mark(register, found[size - 1]) if len(found) > size else ""
    return Page(tuple(found[:size]), following)


def _joined(register: Register) -> set[str]:
    """Return the foreign keys that the columns lead through, so that a list takes one query."""
    model, joined = register.table(), set()
    for column in register.columns:
        first = column.split("__")[0]
        try:
            if model._meta.get_field(first).many_to_one:
                joined.add(column.rpartition("__")[0] or first)
        except FieldDoesNotExist:
            continue
    return joined


def _order(register: Register) -> tuple[str, ...]:
    return (register.key, "pk") if register.key else ("pk",)


def _mark(register: Register, row: Model) -> str:
    place = [str(getattr(row, column)) for column in _order(register)]
    return base64.urlsafe_b64encode(json.dumps(place).encode()).decode()


def _start(register: Register, mark: str) -> Q | None:
    order = _order(register)
    if not mark:
        return None
    try:
        place = json.loads(base64.urlsafe_b64decode(mark))
        pk = register.table()._meta.pk.to_python(place[-1])
    except (binascii.Error, ValueError, TypeError, KeyError, IndexError, ValidationError):
        return None
    if len(place) != len(order) or len(order) == 1:
        return Q(pk__gt=pk)
    return Q(**{f"{register.key}__gt": place[0]}) | Q(**{register.key: place[0], "pk__gt": pk})


def history(row: Model) -> list[Change]:
    """Return every change of `row`, the latest first. Two queries."""
    return told(Entry.objects.filter(subject=subject_of(row), verb=VERB).order_by("-seq"))


def recent(*, limit: int = 20) -> list[Change]:
    """Return the latest changes of all registers. Two queries."""
    return told(Entry.objects.filter(verb=VERB).order_by("-recorded_at", "-id")[:limit])


def told(entries: Iterable[Entry]) -> list[Change]:
    """Return entries of registers as changes in words. One query, and the entries."""
    listed = list(entries)
    names = dict(
        Staff.objects.filter(pk__in={one.actor_id for one in listed if one.actor_id}).values_list(
            "pk", "name"
        )
    )
    return [_change(entry, names) for entry in listed]


def _change(entry: Entry, names: dict[UUID, str]) -> Change:
    body = entry.body
    try:
        register = declaration.named(str(body.get("register", "")))
    except NoSuchRegister:
        register = None
    before, after = body.get("before", {}), body.get("after", {})
    order = register.fields if register else ()
    fields = sorted({*before, *after}, key=lambda name: (name not in order, [*order, name].index(name)))
    lines = [_line(register, name, before.get(name), after.get(name)) for name in fields]
    return Change(
        at=entry.recorded_at,
        by=names.get(entry.actor_id, "") if entry.actor_id else "",
        act=str(body.get("act", "change")),
        register=register,
        subject=entry.subject,
        name=_shown(after.get("name") or before.get("name")),
        lines=tuple(line for line in lines if line.before or line.after),
    )


def _line(register: Register | None, name: str, before: Any, after: Any) -> Line:
    try:
        column = register.table()._meta.get_field(name) if register else None
    except (FieldDoesNotExist, LookupError):
        column = None
    words = dict(getattr(column, "flatchoices", None) or [])
    shown = [
        _shown(words.get(value, value) if isinstance(value, str | int) else value)
        for value in (before, after)
    ]
    return Line(str(getattr(column, "verbose_name", name)), *shown)


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dict):
        return str(value.get("label", json.dumps(value, ensure_ascii=False)))
    if isinstance(value, list):
        return "、".join(map(str, value))
    if isinstance(value, bool):
        return _("是") if value else _("否")
    return str(value)

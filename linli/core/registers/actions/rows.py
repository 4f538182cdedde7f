"""The one way in which reference data change: allowed, valid, written, and told to the ledger in one transaction."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ForeignObjectRel, Model
from django.utils.translation import gettext as _

from linli.core.matters import ledger
from linli.core.registers import trees
from linli.core.registers.access import demand_edit
from linli.core.registers.declaration import VERB, Register
from linli.core.registers.snapshot import Snapshot, fingerprint, snapshot, subject_of
from linli.ground.people.actor import Actor
from linli.lib.kept import forget

Row = TypeVar("Row", bound=Model)


class ChangedMeanwhile(Exception):
    """Somebody else changed the row since it was shown; nothing was written."""

    def __str__(self) -> str:
        return _("您打开之后，别人改过这一条。请核对现在的内容，再保存一次。")


class StillUsed(Exception):
    """Other rows refer to this one, so it stays."""

    def __str__(self) -> str:
        return _("还有别的内容在用这一条，不能删除。")


class AlreadyBegun(Exception):
    """The row holds already, or did: it can be ended, not withdrawn."""

    def __str__(self) -> str:
        return _("这一条已经生效，只能停用，不能撤回。")


@transaction.atomic
def add(register: Register, values: Mapping[str, Any], *, actor: Actor, now: datetime) -> Model:
    """Add a row. Raises Refused, ValidationError."""
    demand_edit(register, actor)
    row = register.table()(**values)
    _validate(register, row, actor)
    row.save(force_insert=True)
    _tell(register, row, "add", {}, actor, now)
    return row


@transaction.atomic
def change(
    register: Register,
    row: Row,
    values: Mapping[str, Any],
    *,
    actor: Actor,
    now: datetime,
    seen: str | None = None,
) -> Row:
    """Change some columns of a row; what stays the same is not recorded.

    `seen` is the fingerprint of what the editor had before them. Raises Refused, ValidationError, ChangedMeanwhile.
    """
    demand_edit(register, actor)
    current = _locked(row)
    before, old_path = snapshot(register, current), _path(register, current)
    if seen is not None and seen != fingerprint(register, current):
        raise ChangedMeanwhile
    for field in values.keys() - set(register.fixed):
        setattr(current, field, values[field])
    _validate(register, current, actor)
    if snapshot(register, current) == before:
        return current
    current.save()
    trees.move_descendants(register, old=old_path, new=_path(register, current))
    _tell(register, current, "change", before, actor, now)
    return current


@transaction.atomic
def retire(register: Register, row: Model, *, on: date, actor: Actor, now: datetime) -> None:
    """Let a row end with the day `on`; where rows of a register have no end, remove it if nothing refers to it.

    Raises Refused, ValidationError, StillUsed.
    """
    demand_edit(register, actor)
    current = _locked(row)
    before = snapshot(register, current)
    if register.ending:
        setattr(current, register.ending, on)
        _validate(register, current, actor)
        current.save(update_fields=[register.ending])
    elif _is_referred_to(current):
        raise StillUsed
    else:
        subject = subject_of(current)
        if register.after:
            register.after(current, "remove", actor, now)
        current.delete()
        _record(register, subject, "remove", before, {}, actor, now)
        return
    _tell(register, current, "retire", before, actor, now)


@transaction.atomic
def withdraw(register: Register, row: Model, *, on: date, actor: Actor, now: datetime) -> None:
    """Take away a dated row that has not begun on the day `on`, so that it never holds; its entries stay.

    Raises Refused, AlreadyBegun, StillUsed.
    """
    demand_edit(register, actor)
    current = _locked(row)
    begins = getattr(current, "valid_from", None)
    if begins is None or begins <= on:
        raise AlreadyBegun
    if _is_referred_to(current):
        raise StillUsed
    subject, before = subject_of(current), snapshot(register, current)
    current.delete()
    _record(register, subject, "remove", before, {}, actor, now)


def _locked(row: Row) -> Row:
    return type(row)._default_manager.select_for_update().get(pk=row.pk)


def _path(register: Register, row: Model) -> str:
    return str(getattr(row, register.path)) if register.path else ""


def _validate(register: Register, row: Model, actor: Actor) -> None:
    trees.check_circles(register, row)
    trees.set_path(register, row)
    row.full_clean()
    begin, end = getattr(row, "valid_from", None), getattr(row, "valid_to", None)
    if begin and end and end < begin:
        raise ValidationError({"valid_to": _("停用日期早于启用日期。")})
    if register.check:
        register.check(row, actor)


def _is_referred_to(row: Model) -> bool:
    relations = [
        one for one in row._meta.get_fields(include_hidden=True) if isinstance(one, ForeignObjectRel)
    ]
    return any(
        relation.related_model._base_manager.filter(**{relation.field.name: row}).exists()
        for relation in relations
    )


def _tell(register: Register, row: Model, act: str, before: Snapshot, actor: Actor, now: datetime) -> None:
    if register.after:
        register.after(row, act, actor, now)
    after = snapshot(register, row)
    differing = {field for field in after if before.get(field, "") != after[field] or not before}
    _record(
        register,
        subject_of(row),
        act,
        {field: before[field] for field in before if field in differing},
        {field: after[field] for field in after if field in differing},
        actor,
        now,
    )


def _record(
    register: Register,
    subject: UUID,
    act: str,
    before: Snapshot,
    after: Snapshot,
    actor: Actor,
    now: datetime,
) -> None:
    body = {"register": register.name, "act": act, "before": before, "after": after}
    ledger.record(subject, VERB, actor=actor, now=now, body=body)
    transaction.on_commit(forget)

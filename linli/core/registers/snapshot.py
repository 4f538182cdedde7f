"""What a row says at one moment, as the ledger keeps it."""

import json
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid5

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import ForeignKey, Model

from linli.core.registers.declaration import Register

NATURAL_KEYS = UUID("6f8a2c1e-52f3-5d0b-9a44-2f0f6f1d7c10")

Snapshot = dict[str, Any]


def snapshot(register: Register, row: Model) -> Snapshot:
    """Return the edited columns of `row` as JSON knows them; a row that it refers to by id and by what it is called."""
    said = {field: _said(row, field) for field in _kept(register)}
    plain: Snapshot = json.loads(json.dumps(said, cls=DjangoJSONEncoder))
    return plain


def _kept(register: Register) -> tuple[str, ...]:
    ending = (register.ending,) if register.ending and register.ending not in register.fields else ()
    return register.fields + ending


def _said(row: Model, field: str) -> Any:
    value = getattr(row, field)
    if value is not None and isinstance(row._meta.get_field(field), ForeignKey):
        return {"id": str(value.pk), "label": str(value)}
    return value


def fingerprint(register: Register, row: Model) -> str:
    """Return a short mark of what the row says now, by which a form notices that somebody else changed it."""
    said = json.dumps(snapshot(register, row), sort_keys=True, ensure_ascii=False)
    return sha256(said.encode()).hexdigest()[:16]


def subject_of(row: Model) -> UUID:
    """Return the id under which the ledger keeps the row's history; rows with a natural key get a derived one."""
    key = row.pk
    return key if isinstance(key, UUID) else uuid5(NATURAL_KEYS, f"{row._meta.label}:{key}")

"""The exact bytes of an entry that its digest commits to, and the commitment to what it says."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from linli.core.matters.models.entries import Entry
from linli.lib.merkle import leaf_hash

_BODY = DjangoJSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)
_LEAF = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False)


def body_bytes(body: Mapping[str, Any]) -> bytes:
    """Return the canonical JSON of a body: sorted keys, no spaces, UTF-8."""
    return _BODY.encode(body).encode()


def plain(body: Mapping[str, Any]) -> dict[str, Any]:
    """Return the body as JSON knows it, so that what is stored equals what was committed to."""
    loaded: dict[str, Any] = json.loads(body_bytes(body))
    return loaded


def commit(salt: bytes, body: Mapping[str, Any]) -> bytes:
    return sha256(salt + body_bytes(body)).digest()


def entry_bytes(entry: Entry) -> bytes:
    """Return what is hashed as the entry's leaf: every column except body and salt, which `commitment` stands for."""
    return _LEAF.encode(
        [
            "linli-entry-1",
            str(entry.id),
            str(entry.subject),
            entry.seq,
            entry.verb,
            entry.step,
            entry.actor_kind,
            str(entry.actor_id or ""),
            str(entry.unit_id or ""),
            _instant(entry.happened_at),
            _instant(entry.recorded_at),
            bytes(entry.commitment).hex(),
            bytes(entry.previous).hex(),
        ]
    ).encode()


def entry_digest(entry: Entry) -> bytes:
    return leaf_hash(entry_bytes(entry))


def _instant(moment: datetime) -> str:
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"

"""The rows of entries as plain values, in the exact bytes that their leaf is made of; the same from either database.

A row is `(subject, seq, id, happened, recorded, commitment, previous, digest, salt, body, deed)`. `id` and the moments are the
bytes that stand in the leaf, hashes are hexadecimal digits, `body` is JSON as the database gives it. `deed` is UNKNOWN where a
column holds what no column of its kind can hold.
"""

import json
from binascii import unhexlify
from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from linli.core.matters.ledger.erasing import is_erasing
from linli.core.matters.models import Entry

COLUMNS = (
    "subject, seq, id, happened_at, recorded_at, commitment, previous, digest, salt, body, "
    "verb, step, actor_kind, actor_id, unit_id"
)
MOST_KEPT = 50_000
WRITTEN = "%Y-%m-%dT%H:%M:%S.%fZ"
Row = tuple[bytes, Any, bytes, bytes, bytes, bytes, bytes, bytes, bytes, bytes, "Deed"]
Rows = Iterator[Row]


class Deed(NamedTuple):
    """Who did what: `piece` stands between number and time in the leaf. The same few occur again and again."""

    piece: bytes
    erasing: bool
    verb: str
    step: str
    actor_kind: str
    actor_id: str
    unit_id: str


UNKNOWN = Deed(b"?", False, "", "", "", "", "")


class Span(NamedTuple):
    """Subjects from `first` (included) up to `end`; None where there is no bound. `nobody`: rows without any subject."""

    first: UUID | None = None
    end: UUID | None = None
    nobody: bool = False


def deed_of(verb: str, step: str, actor_kind: str, actor_id: str, unit_id: str) -> Deed:
    said = (verb, step, actor_kind, actor_id, unit_id)
    piece = b"," + b",".join(json.dumps(one, ensure_ascii=False).encode() for one in said) + b',"'
    return Deed(piece, is_erasing(verb), *said)


def entry_of(row: Row) -> Entry:
    """Return the row as the entry that it is for the rest of the program. Raises ValueError, TypeError, AttributeError."""
    subject, seq, key, happened, recorded, commitment, previous, digest, salt, body, deed = row
    if deed is UNKNOWN:
        raise ValueError("a column holds what no column of its kind can hold")
    return Entry(
        id=_key(key),
        subject=subject_of(subject),
        seq=seq,
        verb=deed.verb,
        step=deed.step,
        actor_kind=deed.actor_kind,
        actor_id=UUID(deed.actor_id) if deed.actor_id else None,
        unit_id=UUID(deed.unit_id) if deed.unit_id else None,
        happened_at=_moment(happened),
        recorded_at=_moment(recorded),
        body=json.loads(body),
        salt=salt,
        commitment=unhexlify(commitment),
        previous=unhexlify(previous),
        digest=unhexlify(digest),
    )


def _key(written: bytes) -> UUID:
    found = UUID(written.decode())
    if str(found).encode() != written:
        raise ValueError(written)
    return found


def _moment(written: bytes) -> datetime:
    found = datetime.fromisoformat(written.decode())
    if found.strftime(WRITTEN).encode() != written:
        raise ValueError(written)
    return found


def subject_of(raw: bytes) -> UUID:
    """Return the subject of a row. Raises ValueError."""
    return UUID(raw.decode())


def dashed(digits: bytes) -> bytes:
    """Return a UUID's 32 digits as it is written."""
    return b"%b-%b-%b-%b-%b" % (digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:])

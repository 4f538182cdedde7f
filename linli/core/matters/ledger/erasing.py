"""Erase what entries say and leave the record whole (PIPL art. 47): each digest commits to a salted commitment, so with body
and salt gone the chain and the log still fit, and nobody can find out what was said by trying.

What is left of a body are codes that the figures are made from. Whoever erases records one entry more, which says how
many bodies were erased and commits to what is left of them: `verify` finds a body that is gone without it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID

from linli.core.matters.ledger.canonical import body_bytes
from linli.core.matters.models import Entry

ERASED = "matters.erased"
CODE = re.compile(r"[a-z][a-z_]{0,31}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
BATCH = 200

_left: set[str] = {"from", "to", "clock", "level", "late", "id"}


def leave(*parts: str) -> None:
    """Say which parts of bodies stay when all else is erased: codes, numbers, yes and no; what anybody wrote never does."""
    _left.update(parts)


def rest_of(body: Mapping[str, Any]) -> dict[str, Any]:
    """Return what stays of a body."""
    return {part: value for part, value in body.items() if part in _left and _is_code(value)}


def _is_code(value: object) -> bool:
    return isinstance(value, bool | None) or (isinstance(value, str) and bool(CODE.fullmatch(value)))


def is_erasing(verb: str) -> bool:
    """Tell whether entries of this verb say that bodies were erased; a sealed matter has a verb of its own for it."""
    return verb.rpartition("sealed.")[2] == ERASED


def erase(subject: UUID) -> None:
    """Erase what all entries of `subject` say, in the caller's transaction, who holds its lock and records it."""
    entries = []
    for entry in Entry.objects.filter(subject=subject).exclude(salt=b"").order_by("seq"):
        if is_erasing(entry.verb):
            continue
        entry.body, entry.salt = rest_of(entry.body), b""
        entries.append(entry)
    Entry.objects.bulk_update(entries, ["body", "salt"], batch_size=BATCH)


@dataclass
class Left:
    """How many bodies of a subject are erased, and what commits to the rest of them, told one by one in order."""

    bodies: int = 0
    rest: str = ""

    def add(self, entry_id: object, body: Mapping[str, Any]) -> None:
        said = sha256(f"{self.rest}\n{entry_id}\n".encode() + body_bytes(body))
        self.bodies, self.rest = self.bodies + 1, said.hexdigest()

    @property
    def said(self) -> dict[str, Any]:
        """Return what the entry of an erasing says of it."""
        return {"bodies": self.bodies, "rest": self.rest}


def left(entries: Iterable[Entry]) -> Left:
    """Return what is left of these entries of one subject."""
    found = Left()
    for entry in entries:
        if not entry.salt:
            found.add(entry.id, entry.body)
    return found


def left_of(subject: UUID) -> Left:
    return left(Entry.objects.filter(subject=subject, salt=b"").order_by("seq"))

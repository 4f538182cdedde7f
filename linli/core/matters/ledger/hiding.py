"""What the ledger keeps of a sealed matter: verbs of its own, and every word that somebody wrote encrypted."""

import base64
import binascii
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from linli.lib.envelopes import open_with, seal_to
from linli.lib.sealing import SealBroken

PREFIX = "sealed."
MARK = "sealed:"
STRUCTURE = frozenset(
    {
        "rest",  # of an erasing: what commits to the codes that are left
        "from",
        "to",
        "clock",
        "id",
        "level",
        "task",
        "limit",
        "source",
        "due_at",
        "until",
        "was_due_at",
        "provisional",
    }
    | {"kind", "channel", "what", "way", "late"}
)  # parts that the program writes; all others are somebody's words


def own_verb(verb: str) -> str:
    """Return the verb under which an act on a sealed matter is kept: nobody follows or counts it who did not ask for it."""
    return verb if verb.startswith(PREFIX) else PREFIX + verb


def common_verb(verb: str) -> str:
    """Return the verb by which everybody calls the act."""
    return verb.removeprefix(PREFIX)


def hidden(body: Mapping[str, Any], public: bytes, subject: UUID) -> dict[str, Any]:
    """Return the body with every word that somebody wrote encrypted to the matter's public key."""
    return {
        part: value if part in STRUCTURE else _hidden(value, public, subject) for part, value in body.items()
    }


def _hidden(value: Any, public: bytes, subject: UUID) -> Any:
    if isinstance(value, str) and value:
        sealed = seal_to(public, value.encode(), bound_to=f"entry:{subject}")
        return MARK + base64.b64encode(sealed).decode()
    if isinstance(value, Mapping):
        return {part: _hidden(inner, public, subject) for part, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_hidden(inner, public, subject) for inner in value]
    return value


def is_hidden(value: object) -> bool:
    return isinstance(value, str) and value.startswith(MARK)


def shown(value: Any, key: bytes, subject: UUID) -> Any:
    """Return a part of a body with its words, opened by the matter's private key. Raises SealBroken."""
    if is_hidden(value):
        try:
            sealed = base64.b64decode(value.removeprefix(MARK), validate=True)
        except binascii.Error as error:
            raise SealBroken(str(subject)) from error
        return open_with(key, sealed, bound_to=f"entry:{subject}").decode()
    if isinstance(value, Mapping):
        return {part: shown(inner, key, subject) for part, inner in value.items()}
    if isinstance(value, list):
        return [shown(inner, key, subject) for inner in value]
    return value

"""How the kinds of alerts read. Whoever raises a kind says so in the `alert_kinds.py` of its app, found at start."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise

from linli.core.procedures.words import Words

URGENT, OFFER, OFFER_BACK = "urgent", "handling.offer", "handling.offer-back"
CLOCKS = ("clocks.warned", "clocks.breached")

_kinds: dict[str, str | Promise] = {}


class _Said(dict[str, Any]):
    """What an alert says, for a sentence: {zh, en} in the reader's language; what was never said reads as a dash."""

    def __getitem__(self, key: str) -> Any:
        said = self.get(key, "—")
        return Words.of(said) if isinstance(said, dict) else said


def declare(kind: str, words: str | Promise) -> None:
    """Say how `kind` reads; the sentence may use %(part)s of what the alert says. Raises ValueError on a second time."""
    if kind in _kinds:
        raise ValueError(f"two kinds of alerts are named {kind}")
    _kinds[kind] = words


def every() -> Mapping[str, str | Promise]:
    return dict(_kinds)


def words_of(kind: str, says: Mapping[str, Any]) -> str:
    """Return the sentence of an alert in the reader's language; the bare kind where nobody declared it."""
    return str(_kinds.get(kind, kind)) % _Said(says) if kind in _kinds else kind

"""Who returned a matter, on what ground, and what the centre's arbitration said: read from the ledger, which alone knows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from linli.core.matters.models import Entry, Matter
from linli.core.registers.provisions import provision

RETURNED, ARBITRATED = "handling.returned", "routing.arbitrated"
KEPT = "_returns_history"


@dataclass(frozen=True)
class Return:
    """One return: the unit that no longer wanted it, why, and the article that it relied on."""

    unit_id: UUID | None
    at: datetime
    reason: str
    article: str


@dataclass(frozen=True)
class History:
    """All returns, how many of them since the last arbitration, and the unit that it named."""

    returns: tuple[Return, ...]
    undecided: int
    decided: UUID | None

    def must_be_arbitrated(self, now: datetime) -> bool:
        """Tell whether it was returned as often as the rule of the day allows, and nobody has arbitrated since."""
        return self.undecided >= provision("handling.returns", on=timezone.localdate(now))


def history_of(matter: Matter) -> History:
    """Return the history. One query, and none the second time for the same reading of the matter."""
    kept: tuple[int, History] | None = matter.__dict__.get(KEPT)  # several guards ask while one page is made
    if kept is not None and kept[0] == matter.version:
        return kept[1]
    entries = Entry.objects.filter(subject=matter.id, verb__in=(RETURNED, ARBITRATED)).order_by("seq")
    found = _read(list(entries.values_list("verb", "unit_id", "happened_at", "body")))
    matter.__dict__[KEPT] = (matter.version, found)
    return found


def _read(entries: list[tuple[str, UUID | None, datetime, Mapping[str, Any]]]) -> History:
    returns: list[Return] = []
    undecided, decided = 0, None
    for verb, acting, at, body in entries:
        if verb == ARBITRATED:
            undecided, decided = 0, _id(body.get("unit"))
            continue
        undecided += 1
        unit_id = _id(body.get("from_unit")) or acting
        returns.append(Return(unit_id, at, str(body.get("reason", "")), str(body.get("article", ""))))
    return History(tuple(returns), undecided, decided)


def _id(text: object) -> UUID | None:
    try:
        return UUID(str(text))
    except ValueError:
        return None

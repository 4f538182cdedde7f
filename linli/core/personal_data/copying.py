"""A copy of what is kept about a resident beside one matter, for people and for machines (PIPL art. 45)."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone

from linli.core import capability
from linli.core.matters.models import Matter
from linli.core.personal_data import declaring, keeping
from linli.core.personal_data.declared.matters import SEALED
from linli.core.personal_data.declaring import MATTER

FORMAT = "linli-copy-1"


def copy_of(matter: Matter, *, masked: bool, now: datetime) -> dict[str, Any]:
    """Return everything that is kept beside `matter`, part by part: what it is called, what for, until when, and what it
    says. The caller has seen to it that the matter is the reader's to see.

    `masked`: the reader has shown the code of the matter, not the telephone; names and ways to reach people are masked then,
    since slips are lost and read by others.
    """
    on = timezone.localdate(now)
    parts = [_part(one, matter, masked=masked, on=on) for one in declaring.every()]
    said = capability.named(matter.capability)
    data = said.personal_data
    if data is not None and data.copy is not None:
        own = {"name": said.name, "label": str(said.label), "purpose": str(data.purpose), "basis": data.basis}
        parts.append({**own, "kept_until": _until(matter, MATTER, on), "says": data.copy(matter)})
    return {
        "format": FORMAT,
        "made_at": now.isoformat(),
        "centre": settings.SITE["organisation"] or settings.SITE["name"],
        "number": matter.number,
        "parts": [part for part in parts if part["says"] is not None],
    }


def _part(one: declaring.Holding, matter: Matter, *, masked: bool, on: Any) -> dict[str, Any]:
    says = one.copy(matter)
    if masked and one.name == "matters.parties":
        says = [{**party, **{name: mask(party[name]) for name in SEALED}} for party in says]
    return {
        "name": one.name,
        "label": str(one.label),
        "purpose": str(one.purpose),
        "kept_until": _until(matter, one.keep, on),
        "says": says,
    }


def _until(matter: Matter, keep: str, on: Any) -> str | None:
    until = keeping.kept_until(matter, keep, on=on)
    return until.isoformat() if until else None


def mask(text: str) -> str:
    """Return a name as its first character, a number as its ends."""
    if len(text) < 7:
        return text[:1] + "*" * (len(text) - 1)
    return f"{text[:3]}{'*' * (len(text) - 7)}{text[-4:]}"

"""A copy of what is kept about a resident beside one matter, for people and for machines (PIPL art. 45)."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils import timezone

from linli.core import capability
from linli.core.matters import sealed
from linli.core.matters.models import Matter, Party
from linli.core.personal_data import declaring, keeping
from linli.core.personal_data.declared.matters import SEALED, copy_story
from linli.core.personal_data.declaring import MATTER
from linli.ground.people.actor import Actor

FORMAT = "linli-copy-1"


def copy_of(matter: Matter, *, masked: bool, now: datetime, key: bytes = b"") -> dict[str, Any]:
    """Return everything that is kept beside `matter`, part by part: what it is called, what for, until when, and what it
    says. The caller has seen to it that the matter is the reader's to see.

    `masked`: the reader has shown the code of the matter, not the telephone; names and ways to reach people are masked then,
    since slips are lost and read by others. `key`: the private key of a sealed matter, with which it can be read.
    """
    until = _until(matter, on=timezone.localdate(now))
    parts = [_part(one, matter, until[one.keep], masked=masked) for one in declaring.every()]
    if key:
        parts = [_opened(part, matter, key) for part in parts]
    said = capability.named(matter.capability)
    data = said.personal_data
    if data is not None and data.copy is not None:
        own = {"name": said.name, "label": str(said.label), "purpose": str(data.purpose), "basis": data.basis}
        parts.append({**own, "kept_until": until[MATTER], "says": data.copy(matter)})
    return {
        "format": FORMAT,
        "made_at": now.isoformat(),
        "centre": settings.SITE["organisation"] or settings.SITE["name"],
        "number": matter.number,
        "parts": [part for part in parts if part["says"] is not None],
    }


def is_own(matter: Matter, actor: Actor) -> bool:
    """Tell whether the actor has shown a telephone that was left with this matter."""
    if not actor.contact_index:
        return False
    return Party.objects.filter(matter=matter, contact_index=actor.contact_index).exists()


def _part(one: declaring.Holding, matter: Matter, until: str | None, *, masked: bool) -> dict[str, Any]:
    says = one.copy(matter)
    if masked and one.name == "matters.parties":
        says = [{**party, **{name: mask(party[name]) for name in SEALED}} for party in says]
    return {
        "name": one.name,
        "label": str(one.label),
        "purpose": str(one.purpose),
        "kept_until": until,
        "says": says,
    }


def _opened(part: dict[str, Any], matter: Matter, key: bytes) -> dict[str, Any]:
    """Return a part of the copy of a sealed matter with what its words say."""
    if part["name"] == "matters.entries":
        return {**part, "says": copy_story(matter, key)}
    if part["name"] == "matters.sealed":
        said = {name: sealed.text(matter, name, key) for name in part["says"]["parts"]}
        return {**part, "says": {**part["says"], **said}}
    return part


def _until(matter: Matter, *, on: date) -> dict[str, str | None]:
    """Return until which day each class is kept."""
    ends = {keep: keeping.kept_until(matter, keep, on=on) for keep in (MATTER, *declaring.classes())}
    return {keep: end.isoformat() if end else None for keep, end in ends.items()}


def mask(text: str) -> str:
    """Return a name as its first character, a number as its ends."""
    if len(text) < 7:
        return text[:1] + "*" * (len(text) - 1)
    return f"{text[:3]}{'*' * (len(text) - 7)}{text[-4:]}"

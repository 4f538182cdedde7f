"""A sealed petition as its petitioner reads it with the code: what they wrote, of whom, the answers, who opened it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from linli.capabilities.petitions.papers import openings
from linli.core.matters import sealed
from linli.core.matters.models import Matter, PartyRole, SealedFile
from linli.core.matters.telling import tell
from linli.ground.look import parts

ENDINGS = ("petitions.concluded", "petitions.transfer_answered", "outcomes.closed")


@dataclass(frozen=True)
class Said:
    """One person as the petitioner told it: in which role, and name, telephone, address as far as given."""

    role: str
    said: str


@dataclass(frozen=True)
class Own:
    """What the key of one sealed petition opens for whoever brought it."""

    narrative: str
    respondents: list[str]
    people: list[Said]
    files: list[tuple[UUID, str]]
    happenings: list[parts.Happening]
    openings: list[openings.Opening]


def own_of(matter: Matter, key: bytes, *, on: date) -> Own:
    """Return the words of a sealed petition. The caller has seen to it that the reader brought it."""
    return Own(
        narrative=sealed.text(matter, "narrative", key),
        respondents=_respondents(sealed.text(matter, "respondents", key)),
        people=_people(sealed.text(matter, "people", key)),
        files=[(row.id, sealed.file(row, key)[0]) for row in files_of(matter)],
        happenings=_happenings(matter, key),
        openings=openings.of_sealed(matter, key, on=on),
    )


def files_of(matter: Matter) -> list[SealedFile]:
    """Return the files that came with the petition; what was added later is not the petitioner's."""
    rows = SealedFile.objects.filter(matter=matter, added_at__lte=matter.received_at)
    return list(rows.select_related("file").order_by("added_at", "id"))


def _happenings(matter: Matter, key: bytes) -> list[parts.Happening]:
    return [
        parts.Happening(
            at=told.at,
            title=told.title,
            who=told.who,
            text="\n".join(told.lines),
            tone="green" if told.verb.removeprefix("sealed.") in ENDINGS else "",
        )
        for told in tell(matter, audience="resident", key=key)
    ]


def _respondents(text: str) -> list[str]:
    """Return those it is about, in the words of the petitioner: a JSON list, or plain lines."""
    return [_words(one) for one in _listed(text)]


def _words(one: Any) -> str:
    if isinstance(one, Mapping):
        return " · ".join(str(value) for value in one.values() if value)
    return str(one)


def _people(text: str) -> list[Said]:
    """Return who brought it, whoever said nothing of themselves left out."""
    people = [one for one in _listed(text) if isinstance(one, Mapping)]
    rows = [Said(_role(str(one.get("role", ""))), _contact(one)) for one in people]
    return [row for row in rows if row.said]


def _contact(one: Mapping[str, Any]) -> str:
    return " · ".join(str(one[part]) for part in ("name", "phone", "address") if one.get(part))


def _role(code: str) -> str:
    return _("您") if code == PartyRole.REQUESTER else str(dict(PartyRole.choices).get(code, code))


def _listed(text: str) -> list[Any]:
    if not text:
        return []
    try:
        found = json.loads(text)
    except ValueError:
        return [line for line in text.splitlines() if line.strip()]
    return found if isinstance(found, list) else [found]

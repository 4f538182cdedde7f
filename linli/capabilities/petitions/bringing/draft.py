"""The petition that a resident is writing: kept sealed in the session of this browser until it is sent or left."""

import base64
import json
from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from linli.capabilities.petitions.actions import Brought
from linli.capabilities.petitions.bringing.wording import narrative
from linli.core.matters.models import Grade, IdentityLevel, PartyRole, Severity
from linli.core.matters.sealed import Named
from linli.doors.portal.draft import Draft
from linli.flow.intake.submission import Person, Submission
from linli.ground.people import opened
from linli.ground.people.vault import sealer
from linli.lib.identifiers import uuid7
from linli.lib.sealing import SealBroken

CHANNEL, CAPABILITY = "portal", "petitions"
ACCUSATION = "accusation"
SLOT, SENT = "petition_draft", "petition_sent"
KEPT_SENT = 5
SEALED = UUID(
    "6c696e6c-6920-7365-8e74-207365616c65"
)  # the place of the accusation sent last among what is kept open


@dataclass
class Writing(Draft):
    """One petition in the making. `kind` is its class; `text` holds the facts.

    `others` are the further representatives of a group and the helper: {role, name, phone}. `about` are words for those an
    accusation is about, `units` the ids of units it names. `identity`: the level chosen, "" while none is.
    """

    request: str = ""
    reasons: str = ""
    identity: str = ""
    address: str = ""
    people_count: str = "1"
    others: list[dict[str, str]] = field(default_factory=list)
    consent: bool = False
    wants_reply: bool = True
    about: str = ""
    units: list[str] = field(default_factory=list)
    grade: str = Grade.SEALED

    @property
    def is_accusation(self) -> bool:
        return self.kind == ACCUSATION

    def of_role(self, role: str) -> list[dict[str, str]]:
        return [one for one in self.others if one["role"] == role]

    def people(self) -> tuple[Person, ...]:
        """Return the others who were named: representatives of a group, and the helper."""
        return tuple(Person(one["role"], one["name"].strip(), one["phone"].strip()) for one in self.others)

    def submission(self) -> Submission:
        """Return what intake gets; who stays anonymous is not named, whatever was typed before they chose so."""
        anonymous = self.identity == IdentityLevel.ANONYMOUS
        return Submission(
            key=self.key,
            capability=CAPABILITY,
            kind=self.kind,
            text=narrative(self.request, self.text, self.reasons),
            title=self.request.strip().split("\n")[0][:40] if not self.is_accusation else "",
            severity=Severity.URGENT if self.calls else Severity.LARGE,
            channel=CHANNEL,
            spot=self.spot(),
            name="" if anonymous else self.name.strip(),
            phone="" if anonymous else self.phone.strip(),
            address="" if anonymous else self.address.strip(),
            identity=self.identity,
            people=() if anonymous else self.people(),
            file_ids=self.file_ids,
            sealed=self.is_accusation,
            grade=self.grade,
            named=tuple(Named("unit", UUID(one)) for one in self.units) if self.is_accusation else (),
        )

    def brought(self) -> Brought:
        count = self.people_count.strip() or "1"
        return Brought(
            self.submission(),
            wants_reply=self.wants_reply and self.identity != IdentityLevel.ANONYMOUS,
            people_count=int(count) if count.isdecimal() and len(count) < 6 else 0,
        )

    @property
    def is_begun(self) -> bool:
        return bool(self.text or self.request or self.photos or self.kind)


def helper(name: str, phone: str) -> dict[str, str]:
    return {"role": PartyRole.HELPER, "name": name, "phone": phone}


def representative(name: str, phone: str) -> dict[str, str]:
    return {"role": PartyRole.REPRESENTATIVE, "name": name, "phone": phone}


def current(request: HttpRequest) -> Writing | None:
    """Return the draft of this browser, if there is one."""
    said: dict[str, Any] | None = _opened(request, SLOT)
    try:
        return Writing(**said) if said else None
    except TypeError:
        return None


def begin(request: HttpRequest) -> Writing:
    """Start a draft with a key of its own. The session gets a new name, so that nobody can have planted it."""
    writing = Writing(key=f"petition-{uuid7()}")
    request.session.cycle_key()
    keep(request, writing)
    return writing


def keep(request: HttpRequest, writing: Writing) -> None:
    _seal(request, SLOT, asdict(writing))


def drop(request: HttpRequest) -> None:
    request.session.pop(SLOT, None)


def for_key(request: HttpRequest, key: str) -> Writing:
    """Return the draft that a form with `key` belongs to; a form shown again after sending keeps its key."""
    writing = current(request)
    if writing is not None and (writing.key == key or key not in sent_keys(request)):
        return writing
    return Writing(key=key) if key in sent_keys(request) else begin(request)


def sent_keys(request: HttpRequest) -> list[str]:
    """Return the keys of what this browser sent lately, the newest last; that of an accusation for some minutes."""
    found: list[str] = _opened(request, SENT) or []
    key = opened.key_of(request, SEALED)
    return [*found, key.decode()] if key else found


def mark_sent(request: HttpRequest, key: str, *, is_sealed: bool) -> None:
    """Remember the key, so that the receipt can be shown again, and clear the draft it belongs to.

    That of an accusation opens its receipt and so the matter: it is kept under a secret of the browser, and not for long.
    """
    writing = current(request)
    if writing is not None and writing.key == key:
        drop(request)
    if is_sealed:
        opened.keep(request, SEALED, key.encode())
        return
    opened.close(request, SEALED)
    kept: list[str] = _opened(request, SENT) or []
    _seal(request, SENT, [*(one for one in kept if one != key), key][-KEPT_SENT:])


def forget(request: HttpRequest) -> None:
    """Forget the draft and what was sent, as on a telephone that others use too."""
    drop(request)
    opened.close(request, SEALED)
    request.session.pop(SENT, None)


def _seal(request: HttpRequest, slot: str, said: Any) -> None:
    sealed = sealer().seal(json.dumps(said, ensure_ascii=False), bound_to=slot)
    request.session[slot] = base64.b64encode(sealed).decode()


def _opened(request: HttpRequest, slot: str) -> Any:
    kept = request.session.get(slot)
    if not kept:
        return None
    try:
        return json.loads(sealer().open(base64.b64decode(kept), bound_to=slot))
    except (SealBroken, ValueError):
        return None

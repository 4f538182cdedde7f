"""What a resident is writing: kept sealed in the session of this browser until it is sent or left."""

import base64
import json
from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from linli.core import capability
from linli.core.matters.models import Severity
from linli.flow.intake.submission import Spot, Submission
from linli.ground.people.vault import sealer
from linli.lib.identifiers import uuid7
from linli.lib.sealing import SealBroken

CHANNEL = "portal"
SLOT, SENT = "portal_draft", "portal_sent"
KEPT_SENT = 5


@dataclass
class Draft:
    """One submission in the making. `kind` is "capability.kind"; `picked` says that the place was chosen, not only written.

    `follows` is the closed matter after which this came; `category` is then that one's.
    """

    key: str
    kind: str = ""
    text: str = ""
    photos: list[str] = field(default_factory=list)
    words: str = ""
    searched: str = ""
    cell: str = ""
    village: str = ""
    longitude: float | None = None
    latitude: float | None = None
    picked: bool = False
    name: str = ""
    phone: str = ""
    calls: list[str] = field(default_factory=list)
    follows: str = ""
    category: str = ""

    @property
    def is_begun(self) -> bool:
        return bool(self.text or self.photos or self.kind)

    @property
    def photo_count(self) -> int:
        return len(self.photos)

    @property
    def file_ids(self) -> tuple[UUID, ...]:
        return tuple(UUID(photo) for photo in self.photos)

    def forget_place(self) -> None:
        self.cell = self.village = self.searched = ""
        self.longitude = self.latitude = None
        self.picked = False

    def spot(self) -> Spot:
        return Spot(
            cell_id=UUID(self.cell) if self.cell else None,
            village_id=UUID(self.village) if self.village else None,
            longitude=self.longitude,
            latitude=self.latitude,
            words=self.words,
        )

    def submission(self) -> Submission:
        plug, _, kind = self.kind.partition(".")
        return Submission(
            key=self.key,
            capability=plug,
            kind=kind,
            text=self.text,
            severity=Severity.URGENT if self.calls else Severity.SMALL,
            channel=CHANNEL,
            category_id=UUID(self.category) if self.category else None,
            spot=self.spot(),
            name=self.name,
            phone=self.phone,
            file_ids=self.file_ids,
        )


def kinds() -> list[tuple[str, str, str]]:
    """Return what may be brought: (value, label, hint) of every kind of every capability."""
    return [
        (f"{plug.name}.{kind.code}", str(kind.label), str(kind.hint))
        for plug in capability.every()
        for kind in plug.kinds
        if kind.offered
    ]


def current(request: HttpRequest) -> Draft | None:
    """Return the draft of this browser, if there is one."""
    kept = request.session.get(SLOT)
    if not kept:
        return None
    try:
        said: dict[str, Any] = json.loads(sealer().open(base64.b64decode(kept), bound_to=SLOT))
        return Draft(**said)
    except (SealBroken, ValueError, TypeError):
        return None


def begin(request: HttpRequest) -> Draft:
    """Start a draft with a key of its own. The session gets a new name, so that nobody can have planted it."""
    draft = Draft(key=f"portal-{uuid7()}")
    request.session.cycle_key()
    keep(request, draft)
    return draft


def keep(request: HttpRequest, draft: Draft) -> None:
    sealed = sealer().seal(json.dumps(asdict(draft), ensure_ascii=False), bound_to=SLOT)
    request.session[SLOT] = base64.b64encode(sealed).decode()


def drop(request: HttpRequest) -> None:
    request.session.pop(SLOT, None)


def for_key(request: HttpRequest, key: str) -> Draft:
    """Return the draft that a form with `key` belongs to.

    A form that was sent already, shown again by the browser's back button, keeps its key: the same once more gives the
    same receipt, something else is told apart. A key that this browser never got counts for nothing.
    """
    draft = current(request)
    if draft is not None and (draft.key == key or key not in sent_keys(request)):
        return draft
    if key in sent_keys(request):
        return Draft(key=key)
    return begin(request)


def sent_keys(request: HttpRequest) -> list[str]:
    """Return the keys of what this browser sent lately, the newest last."""
    return list(request.session.get(SENT, []))


def mark_sent(request: HttpRequest, key: str) -> None:
    """Remember the key, so that the receipt can be shown again, and clear the draft it belongs to."""
    draft = current(request)
    if draft is not None and draft.key == key:
        drop(request)
    request.session[SENT] = [*(kept for kept in sent_keys(request) if kept != key), key][-KEPT_SENT:]


def forget_sent(request: HttpRequest) -> None:
    request.session.pop(SENT, None)

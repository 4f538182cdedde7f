"""Open a sealed matter: an act with a reason and one's password, recorded, and shown to whoever brought the matter."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from linli.core.matters import ledger
from linli.core.matters.ledger.hiding import shown
from linli.core.matters.models import Entry, Grade, KeyHolder, Matter, OpeningRequest
from linli.core.matters.sealed.granting import held
from linli.ground.people.actor import Actor, Refused
from linli.ground.people.keyring.actions import unlock
from linli.ground.people.models import Unit
from linli.lib.envelopes import open_with, seal_to

What = Literal["narrative", "people"]
LONGEST_REASON = 200
VERB = "sealed.opened"


class NotAgreed(Exception):
    """Who brought this is opened by two persons together, and no second one has agreed."""

    def __init__(self) -> None:
        super().__init__(_("这件事的身份要两个人同意才能打开。请先申请，由另一位持钥人同意。"))


class ReasonMissing(ValueError):
    """The reason is missing or too long; the message says so."""


class KeyLost(Exception):
    """The holder's own key was renewed since: their copy of this matter's key no longer opens."""


@dataclass(frozen=True)
class Opened:
    """That somebody opened something: when, of which unit, what (`narrative` or `people`), and why, hidden without the key."""

    at: datetime
    unit: str
    what: str
    reason: str


def open_matter(
    matter_id: UUID, *, password: str, reason: str, what: What = "narrative", actor: Actor, now: datetime
) -> bytes:
    """Return the matter's private key to a holder who shows their password and says why, and record it.

    Not to be called inside a transaction: a wrong password is counted for good. Raises Refused, ReasonMissing,
    keyring.WrongPassword, KeyLost, NotAgreed (`people` of grade `most` without a second holder's consent).
    """
    holder = _holding(matter_id, actor)
    reason = _checked(reason)
    private = unlock(actor.staff_id, password, now=now) if actor.staff_id else b""
    with transaction.atomic():
        matter = held(matter_id, actor=actor)
        if what == "people" and matter.key.grade == Grade.MOST:
            _use_consent(matter, actor, now)
        key = _unwrapped(matter, holder, private)
        body = {"what": what, "reason": reason}
        unit = actor.acting_for(matter.unit_id)
        ledger.record(matter.id, VERB, actor=actor, now=now, body=body, unit_id=unit)
    return key


def _holding(matter_id: UUID, actor: Actor) -> KeyHolder:
    seen = Matter.objects.visible_to(actor, sealed=True).filter(id=matter_id, is_sealed=True)
    holders = KeyHolder.objects.filter(matter__in=seen, way=KeyHolder.Way.STAFF, ended_at__isnull=True)
    holder = holders.filter(staff=actor.staff_id).first() if actor.kind == "staff" else None
    if holder is None:
        raise Refused("sealed.open")
    return holder


def _unwrapped(matter: Matter, holder: KeyHolder, private: bytes) -> bytes:
    from linli.ground.people.keyring.queries import current_keys

    current = current_keys([holder.staff_id]).get(holder.staff_id) if holder.staff_id else None
    if current is None or current.id != holder.staff_key:
        raise KeyLost(_("您的密码被重置过，原来的钥匙打不开了。请另一位持钥人重新授权给您。"))
    return open_with(private, bytes(holder.wrapped), bound_to=f"matter:{matter.id}")


def _checked(reason: str) -> str:
    reason = reason.strip()
    if not reason or len(reason) > LONGEST_REASON:
        raise ReasonMissing(_("请写明为什么要打开，反映人会看到这个理由（最多200个字）。"))
    return reason


# ---------------------------------------------------------------- two persons


@transaction.atomic
def ask_to_open(matter_id: UUID, *, reason: str, actor: Actor, now: datetime) -> OpeningRequest:
    """Ask another holder to agree that who brought the matter be opened. Raises Refused, ReasonMissing."""
    matter = held(matter_id, actor=actor)
    reason = _checked(reason)
    if actor.staff_id is None:
        raise Refused("sealed.ask")
    waiting = OpeningRequest.objects.filter(
        matter=matter, staff=actor.staff_id, decided_at__isnull=True
    ).first()
    if waiting:
        return waiting
    sealed = seal_to(bytes(matter.key.public), reason.encode(), bound_to=f"request:{matter.id}")
    ledger.record(
        matter.id,
        "sealed.opening_asked",
        actor=actor,
        now=now,
        body={"reason": reason},
        unit_id=actor.acting_for(matter.unit_id),
    )
    return OpeningRequest.objects.create(
        matter=matter, staff_id=actor.staff_id, reason_sealed=sealed, asked_at=now
    )


@transaction.atomic
def agree(request_id: UUID, *, agreed: bool, actor: Actor, now: datetime) -> OpeningRequest:
    """Agree, or not, to a colleague's request; nobody decides their own. Raises Refused."""
    about = OpeningRequest.objects.filter(id=request_id).values_list("matter_id", flat=True).first()
    if about is None:
        raise Refused("sealed.agree")
    matter = held(about, actor=actor)
    # Read only now that nobody else decides: a no stays a no.
    row = OpeningRequest.objects.filter(id=request_id, decided_at__isnull=True).first()
    if row is None or actor.kind != "staff" or actor.staff_id == row.staff_id:
        raise Refused("sealed.agree")
    row.decided_by_id, row.decided_at, row.agreed = actor.staff_id, now, agreed
    row.save(update_fields=["decided_by", "decided_at", "agreed"])
    verb = "sealed.opening_agreed" if agreed else "sealed.opening_refused"
    ledger.record(matter.id, verb, actor=actor, now=now, unit_id=actor.acting_for(matter.unit_id))
    return row


def waiting_requests(matter: Matter, key: bytes) -> list[tuple[OpeningRequest, str]]:
    """Return the requests that wait for a second holder, each with its reason."""
    rows = OpeningRequest.objects.filter(matter=matter, decided_at__isnull=True).select_related("staff")
    bound = f"request:{matter.id}"
    return [(row, open_with(key, bytes(row.reason_sealed), bound_to=bound).decode()) for row in rows]


def _use_consent(matter: Matter, actor: Actor, now: datetime) -> None:
    """Take the consent that was given last to this actor; each is good for one opening."""
    agreed = OpeningRequest.objects.filter(matter=matter, staff=actor.staff_id, agreed=True)
    consent = agreed.filter(used_at__isnull=True).order_by("-decided_at").first()
    if consent is None:
        raise NotAgreed
    consent.used_at = now
    consent.save(update_fields=["used_at"])


# ---------------------------------------------------------------- who opened it


def openings_of(matter: Matter, *, key: bytes = b"") -> list[Opened]:
    """Return who opened the matter, the latest first. Reasons are "" without the matter's private key."""
    entries = list(Entry.objects.filter(subject=matter.id, verb=VERB).order_by("-seq"))
    units = dict(Unit.objects.filter(id__in={one.unit_id for one in entries}).values_list("id", "name"))
    return [
        Opened(
            one.happened_at,
            units.get(one.unit_id, "") if one.unit_id else "",
            str(one.body.get("what", "")),
            str(shown(one.body.get("reason", ""), key, matter.id)) if key else "",
        )
        for one in entries
    ]

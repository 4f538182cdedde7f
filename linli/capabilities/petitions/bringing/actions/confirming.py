"""Confirm who brought a petition, where a formal reply needs it. The fact is kept, never a document or its number."""

import json
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from linli.core.matters import ledger, sealed
from linli.core.matters.models import IdentityLevel, Matter, Party, PartyRole
from linli.core.procedures.reach import reaches
from linli.core.procedures.taking import locked
from linli.ground.people.actor import Actor, Refused
from linli.ground.people.vault import sealer

CONFIRM = "petitions.confirm"
CONFIRMED = "petitions.identity_confirmed"


class NothingToConfirm(Exception):
    """No name was left, or it was confirmed already."""


class NotTheSameName(Exception):
    """The name that the provider gave is not the one that was left. Neither is told to the other."""

    def __init__(self) -> None:
        super().__init__(_("登录的姓名和留下的姓名不一样，没有核对上。请到窗口当面核对。"))


@transaction.atomic
def confirm_at_window(matter_id: UUID, *, actor: Actor, now: datetime) -> Party:
    """Say that one has seen who the petitioner is. Raises Refused, NothingToConfirm."""
    if not actor.may(CONFIRM):
        raise Refused(CONFIRM)
    matter = locked(matter_id, actor=actor, sealed=True)
    if not matter.is_sealed and not reaches(actor, CONFIRM, matter):
        raise Refused(CONFIRM)
    party = requester_of(matter)
    if party is None or not can_confirm(party, matter):
        raise NothingToConfirm(_("这件事没有留姓名，或者已经核对过了。"))
    return write_confirmation(matter.id, "window", actor=actor, now=now)


@transaction.atomic
def confirm_by_provider(
    matter_id: UUID, *, name: str, key: bytes | None = None, actor: Actor, now: datetime
) -> Party:
    """Take the word of an identity provider for it: `name` is what it calls whoever signed in there.

    `key`: the matter's own, where it is sealed. Raises Refused (not their matter), NothingToConfirm, NotTheSameName.
    """
    matter = locked(matter_id, actor=actor, sealed=True)
    party = requester_of(matter)
    if actor.kind != "resident" or party is None:
        raise Refused(CONFIRM)
    if not can_confirm(party, matter):
        raise NothingToConfirm(_("这件事没有留姓名，或者已经核对过了。"))
    left = _name_left(matter, party, key)
    if not left or tidy(left) != tidy(name):
        raise NotTheSameName
    return write_confirmation(matter.id, "provider", actor=actor, now=now)


def write_confirmation(matter_id: UUID, how: str, *, actor: Actor, now: datetime) -> Party:
    """Write it, in the caller's transaction, who has asked for permission."""
    party = Party.objects.select_for_update().get(matter=matter_id, role=PartyRole.REQUESTER)
    if party.confirmed_at is None:
        party.identity, party.confirmed_at = IdentityLevel.VERIFIED, now
        party.confirmed_by_id, party.confirmed_how = actor.staff_id, how
        party.save(update_fields=["identity", "confirmed_at", "confirmed_by", "confirmed_how"])
        ledger.record(matter_id, CONFIRMED, actor=actor, now=now, body={"how": how})
    return party


def requester_of(matter: Matter) -> Party | None:
    return Party.objects.filter(matter=matter, role=PartyRole.REQUESTER).first()


def can_confirm(party: Party, matter: Matter) -> bool:
    """Tell whether there is a name to confirm that is not confirmed; of a sealed matter only its level tells."""
    if party.confirmed_at is not None:
        return False
    return (
        party.identity != IdentityLevel.ANONYMOUS
        if matter.is_sealed
        else bool(_name_left(matter, party, None))
    )


def _name_left(matter: Matter, party: Party, key: bytes | None) -> str:
    if not matter.is_sealed:
        return (
            sealer().open(bytes(party.name_sealed), bound_to=f"party:{party.id}:name")
            if party.name_sealed
            else ""
        )
    people = json.loads(sealed.text(matter, "people", key) or "[]") if key else []
    return str(people[0].get("name", "")) if people else ""


def tidy(name: str) -> str:
    """Return a name as it is compared: without spaces and dots between its parts."""
    return "".join(letter for letter in name.casefold() if letter.isalnum())

"""Accept a petition and tell its petitioner, or show the way that the law has for it (articles 23, 31)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.capabilities.petitions.actions.stepping import Act
from linli.capabilities.petitions.models import Path, Referral
from linli.core.matters.models import Entry, IdentityLevel, Party
from linli.core.procedures.answers import AnswersWrong
from linli.flow.handling.actions.taking_up import in_the_hands_of
from linli.ground.people.actor import Actor
from linli.ground.people.queries import duty_unit

NOT_OWED = "not_owed"


@transaction.atomic
def take_up(
    matter_id: UUID, *, told: str, text: str, actor: Actor, now: datetime, version: int | None = None
) -> Entry:
    """Accept a claim and tell the petitioner who handles it, how, and how long that takes."""
    return _accept("take_up", matter_id, told, text, actor=actor, now=now, version=version)


@transaction.atomic
def study(
    matter_id: UUID, *, told: str, text: str, actor: Actor, now: datetime, version: int | None = None
) -> Entry:
    """Take a suggestion up for study (article 29) and tell who brought it."""
    return _accept("study", matter_id, told, text, actor=actor, now=now, version=version)


def _accept(
    step: str, matter_id: UUID, told: str, text: str, *, actor: Actor, now: datetime, version: int | None
) -> Entry:
    act = Act(matter_id, actor=actor, now=now, version=version)
    _check_told(act, told)
    fields: dict[str, Any] = {}
    if act.matter.handler_id is None and actor.staff_id is not None:
        fields = in_the_hands_of(actor.staff_id, act.matter)
    entry = act.take(step, {"told": told, "text": text}, fields=fields)
    act.keep(
        organ=act.matter.unit,
        accepted_at=now,
        told_at=None if told == NOT_OWED else now,
        path=act.petition.path or Path.PETITION,
    )
    return entry


def _check_told(act: Act, told: str) -> None:
    """A notice is owed unless name or address is unclear (article 23)."""
    if told != NOT_OWED:
        return
    known = Party.objects.filter(matter=act.matter).exclude(identity=IdentityLevel.ANONYMOUS)
    if known.exists():
        raise AnswersWrong({"told": _("诉求人留了联系方式，应当书面告知。")})


@transaction.atomic
def not_accept(
    matter_id: UUID,
    *,
    path: str,
    where: str,
    reason: str,
    actor: Actor,
    now: datetime,
    version: int | None = None,
) -> Entry:
    """Say which way the law has for it, with the address and what to bring. Somebody asks later whether it was open."""
    act = Act(matter_id, actor=actor, now=now, version=version)
    entry = act.take("not_accept", {"path": path, "where": where, "reason": reason})
    act.keep(path=path, told_at=now)
    Referral.objects.create(
        petition=act.petition, path=path, where=where.strip(), reason=reason.strip(), began_at=now
    )
    return entry


@transaction.atomic
def settle_referral(
    matter_id: UUID,
    *,
    result: str,
    text: str = "",
    actor: Actor,
    now: datetime,
    version: int | None = None,
) -> Entry:
    """Say what came of the way that was shown; the petition is closed with it."""
    act = Act(matter_id, actor=actor, now=now, version=version)
    entry = act.take("settle_referral", {"result": result, "text": text}, fields={"outcome": "not_ours"})
    waiting = Referral.objects.filter(petition=act.petition, answered_at=None)
    waiting.update(result=result, answered_at=now)
    return entry


@transaction.atomic
def come_back(
    matter_id: UUID, *, reason: str, actor: Actor, now: datetime, version: int | None = None
) -> Entry:
    """Bring a petition back because the way that was shown is shut: it is the centre's again."""
    act = Act(matter_id, actor=actor, now=now, version=version)
    entry = act.take("come_back", {"reason": reason}, to=duty_unit(on=timezone.localdate(now)))
    act.keep(path="")
    return entry

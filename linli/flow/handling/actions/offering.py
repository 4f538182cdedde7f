"""Hand a matter over to a colleague: an act of two. Until the other accepts, who offered it handles it and answers for it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from linli.core.matters.models import Entry, Matter
from linli.core.procedures.answers import AnswersWrong
from linli.core.procedures.taking import Change, locked, step_on
from linli.flow.handling.actions.taking_up import colleague, in_the_hands_of
from linli.flow.handling.alerts.actions import alert
from linli.flow.handling.alerts.kinds import OFFER_BACK
from linli.flow.handling.offers import begin_offer, end_offer
from linli.ground.people.actor import Actor
from linli.ground.people.models import Staff


@transaction.atomic
def hand_over(
    matter_id: UUID,
    *,
    staff_id: UUID | None,
    note: str,
    actor: Actor,
    now: datetime,
    version: int | None = None,
) -> Entry:
    """Offer one's own matter to a colleague, with how far it has come. Nothing else changes before they accept."""
    matter = locked(matter_id, actor=actor)
    staff = _another(matter, staff_id, now=now) if staff_id else None
    change = Change({"offered_to": staff} if staff else {}, {"to_whom": staff.name} if staff else {})
    answers = {"staff": str(staff.id) if staff else "", "note": note}
    entry = step_on(
        matter, "hand_over", actor=actor, now=now, version=version, answers=answers, change=change
    )
    if staff is not None:
        begin_offer(matter, entry, staff.id, actor=actor, now=now)
    return entry


def _another(matter: Matter, staff_id: UUID, *, now: datetime) -> Staff:
    staff = colleague(matter, staff_id, now=now)
    if staff.id == matter.handler_id:
        raise AnswersWrong({"staff": _("这件事现在就由这个人经办，请选择另一位同事。")})
    return staff


@transaction.atomic
def accept(matter_id: UUID, *, actor: Actor, now: datetime, version: int | None = None) -> Entry:
    """Accept what is offered to oneself: from now on one handles it and answers for it."""
    matter = locked(matter_id, actor=actor)
    change = Change(in_the_hands_of(actor.staff_id, matter), {"handler": actor.name})
    entry = step_on(matter, "accept", actor=actor, now=now, version=version, change=change)
    end_offer(matter, actor=actor, now=now)
    return entry


@transaction.atomic
def decline(
    matter_id: UUID, *, reason: str, actor: Actor, now: datetime, version: int | None = None
) -> Entry:
    """Decline what is offered to oneself, with a reason; whoever offered it is told and has it as before."""
    entry, matter = _withdrawn(matter_id, "decline", reason, actor=actor, now=now, version=version)
    if matter.handler_id is not None:
        key, says = f"{OFFER_BACK}:{entry.id}", {"by": actor.name}
        alert(matter_id, kind=OFFER_BACK, key=key, says=says, staff_id=matter.handler_id, now=now)
    return entry


@transaction.atomic
def take_back(
    matter_id: UUID, *, reason: str = "", actor: Actor, now: datetime, version: int | None = None
) -> Entry:
    """Take one's own offer back before it was answered."""
    return _withdrawn(matter_id, "take_back", reason, actor=actor, now=now, version=version)[0]


def _withdrawn(
    matter_id: UUID, step: str, reason: str, *, actor: Actor, now: datetime, version: int | None
) -> tuple[Entry, Matter]:
    matter = locked(matter_id, actor=actor)
    change = Change({"offered_to": None}, {})
    entry = step_on(
        matter, step, actor=actor, now=now, version=version, answers={"reason": reason}, change=change
    )
    end_offer(matter, actor=actor, now=now)
    return entry, matter

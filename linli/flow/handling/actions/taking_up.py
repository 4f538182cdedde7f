"""Become the handler: by oneself, or because whoever leads the unit says so."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.core.matters.models import Entry, Matter
from linli.core.procedures.answers import AnswersWrong
from linli.core.procedures.taking import Change, locked, open_steps, procedure_of, step_on
from linli.flow.handling.alerts.actions import settle_calls, take
from linli.flow.handling.alerts.kinds import URGENT
from linli.flow.handling.alerts.models import Alert
from linli.flow.handling.offers import end_offer
from linli.ground.people.actor import Actor
from linli.ground.people.models import Staff
from linli.ground.people.queries import colleagues


@transaction.atomic
def claim(matter_id: UUID, *, actor: Actor, now: datetime, version: int | None = None) -> Entry:
    """Take the matter up oneself. Who claims it answers for it until another has taken it up (首接负责)."""
    matter = locked(matter_id, actor=actor)
    change = Change(fields=in_the_hands_of(actor.staff_id, matter), says={"handler": actor.name})
    entry = step_on(matter, "claim", actor=actor, now=now, version=version, change=change)
    settle_calls(matter_id, now=now)
    return entry


@transaction.atomic
def assign(
    matter_id: UUID,
    *,
    staff_id: UUID | None,
    note: str = "",
    actor: Actor,
    now: datetime,
    version: int | None = None,
) -> Entry:
    """Give the matter to a colleague of the unit that has it; also takes over an absent colleague's work.

    An order inside the unit: who is named answers for it at once. An offer that was waiting is void.
    """
    matter = locked(matter_id, actor=actor)
    taken_up = any(step.name == "reassign" for step in procedure_of(matter).steps_from(matter.state))
    staff = colleague(matter, staff_id, now=now) if staff_id else None
    change = Change({}, {})
    if staff is not None:
        change = Change(in_the_hands_of(staff.id, matter), {"handler": staff.name})
    answers = {"staff": str(staff.id) if staff else "", "note": note}
    step = "reassign" if taken_up else "assign"
    was_offered = matter.offered_to_id is not None
    entry = step_on(matter, step, actor=actor, now=now, version=version, answers=answers, change=change)
    if was_offered:
        end_offer(matter, actor=actor, now=now)
    settle_calls(matter_id, now=now)
    return entry


@transaction.atomic
def answer_call(alert_id: UUID, *, actor: Actor, now: datetime) -> Alert:
    """Answer an alert: "I have it". An urgent matter that one may claim is claimed by it. Raises Refused, StepNotOpen."""
    row = take(alert_id, actor=actor, now=now)
    matter = locked(row.matter_id, actor=actor)
    steps = {step.name for step in open_steps(matter, actor=actor, now=now)}
    if row.kind == URGENT and "claim" in steps:
        claim(matter.id, actor=actor, now=now)
    return row


def in_the_hands_of(staff_id: UUID | None, matter: Matter) -> dict[str, object]:
    """Return the fields of a matter that somebody of its unit has taken up: they handle it, they and the unit answer."""
    return {
        "handler_id": staff_id,
        "answerable_id": staff_id,
        "answerable_unit": matter.unit,
        "offered_to": None,
    }


def colleague(matter: Matter, staff_id: UUID, *, now: datetime) -> Staff:
    """Return the member of staff if they serve in the unit that has the matter. Raises AnswersWrong."""
    found = colleagues(matter.unit, on=timezone.localdate(now)).filter(id=staff_id).first()
    if found is None:
        raise AnswersWrong({"staff": _("这个人不在负责这件事的单位任职，请重新选择。")})
    return found

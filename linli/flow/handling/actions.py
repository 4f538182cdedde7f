"""Handle a matter: claim, assign, hand over, contact, note, ask, answer, return. Each is a step of its procedure."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.core.matters.models import Entry, Matter
from linli.core.procedures.answers import AnswersWrong
from linli.core.procedures.taking import Change, procedure_of, take_step
from linli.flow.routing.actions import involve
from linli.ground.people.actor import SYSTEM, Actor
from linli.ground.people.models import Staff, Unit
from linli.ground.people.queries import colleagues, duty_unit


def claim(matter_id: UUID, *, actor: Actor, now: datetime, version: int | None = None) -> Entry:
    """Take the matter up oneself. Who claims it answers for it until another has taken it up (首接负责)."""
    matter = _of(matter_id)
    fields: dict[str, object] = {"handler_id": actor.staff_id, "answerable_id": actor.staff_id, "offered_to": None}
    if matter is not None:
        fields["answerable_unit"] = matter.unit
    change = Change(fields=fields, says={"handler": actor.name})
    return take_step(matter_id, "claim", actor=actor, now=now, version=version, change=change)


def assign(
    matter_id: UUID,
    *,
    staff_id: UUID | None,
    note: str = "",
    actor: Actor,
    now: datetime,
    version: int | None = None,
) -> Entry:
    """Give the matter to a colleague of the unit that has it; also takes over an absent colleague's work."""
    matter = _of(matter_id)
    taken_up = matter is not None and any(
        s.name == "reassign" for s in procedure_of(matter).steps_from(matter.state)
    )
    return _give(
        matter_id, "reassign" if taken_up else "assign", staff_id, note, actor=actor, now=now, version=version
    )


def hand_over(
    matter_id: UUID,
    *,
    staff_id: UUID | None,
    note: str,
    actor: Actor,
    now: datetime,
    version: int | None = None,
) -> Entry:
    """Pass one's own matter on to a colleague, with how far it has come."""
    return _give(matter_id, "hand_over", staff_id, note, actor=actor, now=now, version=version)


def _give(
    matter_id: UUID,
    step: str,
    staff_id: UUID | None,
    note: str,
    *,
    actor: Actor,
    now: datetime,
    version: int | None,
) -> Entry:
    staff = _colleague(matter_id, staff_id, now=now) if staff_id else None
    change = Change(fields={"handler": staff} if staff else {}, says={"handler": staff.name} if staff else {})
    answers = {"staff": str(staff.id) if staff else "", "note": note}
    return take_step(matter_id, step, actor=actor, now=now, version=version, answers=answers, change=change)


def _colleague(matter_id: UUID, staff_id: UUID, *, now: datetime) -> Staff:
    """Return the member of staff if they serve in the unit that has the matter. Raises AnswersWrong."""
    matter = _of(matter_id)
    found = (
        colleagues(matter.unit, on=timezone.localdate(now)).filter(id=staff_id).first() if matter else None
    )
    if found is None:
        raise AnswersWrong({"staff": _("这个人不在负责这件事的单位任职，请重新选择。")})
    return found


def _of(matter_id: UUID) -> Matter | None:
    return Matter.objects.visible_to(SYSTEM).select_related("unit").filter(id=matter_id).first()


def contact(matter_id: UUID, *, text: str, actor: Actor, now: datetime, version: int | None = None) -> Entry:
    """Record that the resident was spoken to (先行联系)."""
    return take_step(matter_id, "contact", actor=actor, now=now, version=version, answers={"text": text})


def note(matter_id: UUID, *, text: str, actor: Actor, now: datetime) -> Entry:
    """Write something for colleagues; residents do not see it."""
    return take_step(matter_id, "note", actor=actor, now=now, answers={"text": text})


def ask(matter_id: UUID, *, text: str, actor: Actor, now: datetime, version: int | None = None) -> Entry:
    """Ask the resident for something that is missing. No clock stops: only an approved pause does that."""
    return take_step(matter_id, "ask", actor=actor, now=now, version=version, answers={"text": text})


def answer(matter_id: UUID, *, text: str, actor: Actor, now: datetime) -> Entry:
    """Answer the question, as the resident or, told by them, for them."""
    return take_step(matter_id, "answer", actor=actor, now=now, answers={"text": text})


def add(matter_id: UUID, *, text: str, actor: Actor, now: datetime) -> Entry:
    """Add something to one's own matter."""
    return take_step(matter_id, "add", actor=actor, now=now, answers={"text": text})


@transaction.atomic
def give_back(
    matter_id: UUID, *, reason: str, actor: Actor, now: datetime, version: int | None = None
) -> Entry:
    """Return the matter to the centre with a reason (退单); it is the centre's again at once."""
    centre: Unit = duty_unit(on=timezone.localdate(now))
    entry = take_step(
        matter_id,
        "return",
        actor=actor,
        now=now,
        version=version,
        answers={"reason": reason},
        change=Change(
            fields={"unit": centre, "handler": None, "offered_to": None}, says={"unit_name": centre.name}
        ),
    )
    involve(matter_id, centre, now=now)
    return entry

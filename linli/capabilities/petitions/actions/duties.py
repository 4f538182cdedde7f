"""What has to be carried out (article 32): opened by an opinion, a review or an agreement, and tracked to the end."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.capabilities.petitions.actions.stepping import Act, day_of
from linli.capabilities.petitions.models import CarryingOut
from linli.capabilities.petitions.queries.rounds import WORK, may_carry_out
from linli.core.clocks.actions import start_task, stop_task
from linli.core.matters import ledger
from linli.core.matters.models import Matter
from linli.core.procedures.answers import AnswersWrong
from linli.core.procedures.obligations import rule_of
from linli.core.procedures.taking import StepNotOpen, locked
from linli.flow.handling.alerts.actions import settle_alerts
from linli.flow.outcomes.commitments.checking import end_of
from linli.ground.people.actor import Actor, Refused
from linli.ground.people.models import Unit
from linli.lib.identifiers import uuid7

CLOCK, OVERDUE = "carry_out", "petitions.duty_overdue"
LONGEST = 2_000


@dataclass(frozen=True)
class Duty:
    what: str
    due_on: date


def duty_of(what: str, due_on: str, *, now: datetime, required: bool = False) -> Duty | None:
    """Return what was answered about a duty; both parts or none. Raises AnswersWrong."""
    what, day = what.strip(), day_of(due_on, "duty_on")
    if not what and day is None and not required:
        return None
    errors = {}
    if not what:
        errors["duty"] = _("请写明要落实什么。")
    if day is None or day < timezone.localdate(now):
        errors["duty_on"] = _("请写明哪天前落实，今天或以后的日子。")
    if errors or day is None:
        raise AnswersWrong(errors)
    return Duty(what, day)


def owe(act: Act, duty: Duty, *, organ: Unit | None = None) -> CarryingOut:
    """Open the duty with its clock; in the caller's transaction, after the step."""
    organ = organ or act.petition.organ or act.matter.unit
    row = CarryingOut.objects.create(
        id=uuid7(), petition=act.petition, what=duty.what, due_on=duty.due_on, organ=organ, began_at=act.now
    )
    says = {"duty": str(row.id), "what": row.what, "due_on": row.due_on.isoformat(), "unit_name": organ.name}
    _tell(act.matter, row, "duty_opened", actor=act.actor, now=act.now, **says)
    start_task(
        act.matter,
        rule_of(act.matter, CLOCK),
        task_id=row.id,
        unit=organ,
        actor=act.actor,
        now=act.now,
        until=end_of(row.due_on),
    )
    return row


@transaction.atomic
def carry_out(duty_id: UUID, *, evidence: str, actor: Actor, now: datetime) -> CarryingOut:
    """State that a duty is done, and by what that shows; the petitioner reads it. Also after its day: it was late then.

    Raises Refused, AnswersWrong, StepNotOpen.
    """
    matter, row = _locked(duty_id, actor)
    if row.done_at is not None:
        raise StepNotOpen(_("这一项已经落实。"))
    if not may_carry_out(row, matter, actor):
        raise Refused(WORK)
    if not evidence.strip() or len(evidence) > LONGEST:
        raise AnswersWrong({"evidence": _("请写明怎么落实的，最多%(n)s个字。") % {"n": LONGEST}})
    row.done_at, row.done_by_id, row.evidence = now, actor.staff_id, evidence.strip()
    row.was_late = now > end_of(row.due_on)
    row.save(update_fields=["done_at", "done_by", "evidence", "was_late"])
    stop_task(matter, task_id=row.id, actor=actor, now=now)
    settle_alerts(matter.id, kind=OVERDUE, now=now)
    says = {"duty": str(row.id), "what": row.what, "text": row.evidence, "late": row.was_late}
    _tell(matter, row, "carried_out", actor=actor, now=now, **says)
    return row


@transaction.atomic
def tell_overdue(duty_id: UUID, *, actor: Actor, now: datetime) -> CarryingOut | None:
    """Say on the petition that a duty was not carried out in time; None where it was, or it was said before."""
    found = CarryingOut.objects.filter(id=duty_id, done_at=None, was_late=None).first()
    if found is None or now < end_of(found.due_on):
        return None
    matter, row = _locked(duty_id, actor)
    row.was_late = True
    row.save(update_fields=["was_late"])
    says = {"duty": str(row.id), "what": row.what, "due_on": row.due_on.isoformat()}
    _tell(matter, row, "duty_overdue", actor=actor, now=now, **says)
    return row


def _locked(duty_id: UUID, actor: Actor) -> tuple[Matter, CarryingOut]:
    found = CarryingOut.objects.filter(id=duty_id).first()
    if found is None:
        raise Refused
    matter = locked(found.petition_id, actor=actor)
    return matter, CarryingOut.objects.select_for_update(of=("self",)).select_related("organ").get(id=duty_id)


def _tell(
    matter: Matter, row: CarryingOut, verb: str, *, actor: Actor, now: datetime, **says: object
) -> None:
    unit_id = row.organ_id if actor.kind == "staff" else None
    ledger.record(matter.id, f"petitions.{verb}", actor=actor, now=now, body=says, unit_id=unit_id)

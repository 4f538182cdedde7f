"""Promise, keep, confirm, renew, withdraw. Each is told on the matter; none changes what was promised before."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.core.clocks.actions import start_task, stop_task
from linli.core.matters import ledger
from linli.core.matters.models import Attachment, Entry, Matter
from linli.core.procedures.answers import AnswersWrong
from linli.core.procedures.obligations import rule_of
from linli.core.procedures.reach import reaches
from linli.core.procedures.taking import StepNotOpen, locked
from linli.core.registers.provisions import provision
from linli.flow.outcomes.commitments.checking import LONGEST, Steps, check, end_of
from linli.flow.outcomes.commitments.models import Commitment, Milestone, State
from linli.flow.outcomes.evidence.plain import private_numbers
from linli.ground.people.actor import Actor, Refused
from linli.lib.identifiers import uuid7

PROMISE, APPROVE, VERIFY = "outcomes.reply", "outcomes.approve", "outcomes.verify"
CLOCK = "commitment"


@transaction.atomic
def promise(
    matter_id: UUID,
    *,
    words: str,
    promised_on: date | None,
    for_public: bool = True,
    milestones: Steps = (),
    renews: UUID | None = None,
    actor: Actor,
    now: datetime,
) -> Commitment:
    """Promise, for the unit that has the matter, that something will be done by the end of a day.

    `words` are public: no name, no telephone. `renews`: a promise that was, or will not be, kept in time; it is broken
    then. Raises Refused, AnswersWrong, StepNotOpen.
    """
    matter = locked(matter_id, actor=actor)
    if not reaches(actor, PROMISE, matter) or actor.staff_id is None:
        raise Refused(PROMISE)
    words = words.strip()
    check(words, promised_on, milestones, now=now)
    assert promised_on is not None  # noqa: S101 - checked
    former = _renewable(matter, renews, now=now) if renews else None
    if former is not None:
        _break(matter, former, actor=actor, now=now)
    row = Commitment.objects.create(
        id=uuid7(),
        matter=matter,
        unit=matter.unit,
        words=words,
        promised_on=promised_on,
        for_public=for_public,
        made_at=now,
        made_by_id=actor.staff_id,
        renews=former,
    )
    Milestone.objects.bulk_create(
        Milestone(commitment=row, words=step.strip(), due_on=due_on) for step, due_on in milestones
    )
    says: dict[str, object] = {
        "words": words,
        "promised_on": promised_on.isoformat(),
        "for_public": for_public,
    }
    says |= {"renews": str(former.id)} if former else {}
    says |= {"milestones": [f"{day.isoformat()} {step}" for step, day in milestones]} if milestones else {}
    _tell(matter, row, "promised", actor=actor, now=now, **says)
    until = end_of(promised_on)
    start_task(
        matter, rule_of(matter, CLOCK), task_id=row.id, unit=row.unit, actor=actor, now=now, until=until
    )
    return row


def _renewable(matter: Matter, commitment_id: UUID, *, now: datetime) -> Commitment:
    former = _locked(commitment_id, matter)
    if former.standing not in (State.OPEN, State.BROKEN) or Commitment.objects.filter(renews=former).exists():
        raise StepNotOpen(_("这条承诺已经了结，不能再续。"))
    renewed, earlier = 0, former.renews
    while earlier is not None:
        renewed, earlier = renewed + 1, earlier.renews
    if renewed >= provision("commitments.renewals", on=timezone.localdate(now)):
        raise StepNotOpen(_("这件事已经重新承诺过%(n)s次，不能再往后推。请报请督办。") % {"n": renewed})
    return former


def _break(matter: Matter, row: Commitment, *, actor: Actor, now: datetime) -> None:
    """Count a promise as broken: its day has passed, or whoever made it says that it will not be kept."""
    if row.standing != State.OPEN:
        return
    row.standing, row.in_time = State.BROKEN, False
    row.save(update_fields=["standing", "in_time"])
    stop_task(matter, task_id=row.id, actor=actor, now=now)
    _tell(matter, row, "promise_broken", actor=actor, now=now, promised_on=row.promised_on.isoformat())


@transaction.atomic
def break_overdue(commitment_id: UUID, *, actor: Actor, now: datetime) -> Commitment | None:
    """Count a promise as broken whose day is over; None where it was kept, withdrawn or counted before."""
    found = Commitment.objects.filter(id=commitment_id).first()
    if found is None:
        return None
    matter = locked(found.matter_id, actor=actor)
    row = _locked(commitment_id, matter)
    if row.standing != State.OPEN or now < end_of(row.promised_on):
        return None
    _break(matter, row, actor=actor, now=now)
    return row


@transaction.atomic
def keep(commitment_id: UUID, *, words: str, actor: Actor, now: datetime) -> Commitment:
    """State that what was promised is done: in words, and shown by a photo, a document or a contact since the promise.

    A promise that was broken is made good so; it stays broken in the figures. Raises Refused, AnswersWrong, StepNotOpen.
    """
    matter, row = _mine(commitment_id, actor)
    if row.standing not in (State.OPEN, State.BROKEN) or row.kept_at is not None:
        raise StepNotOpen(_("这条承诺已经了结。"))
    words = words.strip()
    if not words or len(words) > LONGEST:
        raise AnswersWrong({"words": _("请写明做了什么，最多%(n)s个字。") % {"n": LONGEST}})
    if private_numbers(words):
        raise AnswersWrong({"words": _("这句话会公开。请去掉里面的电话、证件号码。")})
    if not _is_shown(row):
        raise AnswersWrong(
            {"words": _("请先在“办结材料”里传上照片或文件，或者记录和诉求人的联系，再说做到了。")}
        )
    row.kept_at, row.kept_by_id, row.kept_words = now, actor.staff_id, words
    row.in_time = row.standing == State.OPEN and now < end_of(row.promised_on)
    row.standing = State.KEPT if row.in_time else State.BROKEN
    row.save(update_fields=["kept_at", "kept_by", "kept_words", "in_time", "standing"])
    stop_task(matter, task_id=row.id, actor=actor, now=now)
    _tell(matter, row, "promise_kept", actor=actor, now=now, words=words, in_time=row.in_time)
    return row


def _is_shown(row: Commitment) -> bool:
    files = Attachment.objects.filter(matter=row.matter_id, role__in=("after", "document"))
    contacts = Entry.objects.filter(subject=row.matter_id, verb="handling.contacted")
    return (
        files.filter(added_at__gte=row.made_at).exists()
        or contacts.filter(recorded_at__gt=row.made_at).exists()
    )


@transaction.atomic
def confirm(commitment_id: UUID, *, actor: Actor, now: datetime) -> Commitment:
    """Confirm that it was kept: the resident, or somebody who may verify and did not say so themselves."""
    row = Commitment.objects.filter(id=commitment_id).first()
    if row is None:
        raise Refused
    matter = locked(row.matter_id, actor=actor)
    row = _locked(commitment_id, matter)
    by_staff = actor.kind == "staff" and reaches(actor, VERIFY, matter)
    if actor.kind != "resident" and not by_staff:
        raise Refused(VERIFY)
    if row.standing != State.KEPT:
        raise StepNotOpen(_("还没有说做到了，或者已经确认过。"))
    if actor.staff_id is not None and actor.staff_id in (row.kept_by_id, row.made_by_id):
        raise StepNotOpen(_("谁作的承诺、谁说做到了，都不能自己确认。"))
    row.standing, row.confirmed_at = State.CONFIRMED, now
    row.save(update_fields=["standing", "confirmed_at"])
    _tell(matter, row, "promise_confirmed", actor=actor, now=now)
    return row


@transaction.atomic
def reach_milestone(milestone_id: UUID, *, actor: Actor, now: datetime) -> Milestone:
    """State that a step on the way is done."""
    found = Milestone.objects.select_related("commitment").filter(id=milestone_id).first()
    if found is None:
        raise Refused
    matter, row = _mine(found.commitment_id, actor)
    if found.reached_at is None:
        found.reached_at = now
        found.save(update_fields=["reached_at"])
        _tell(matter, row, "promise_advanced", actor=actor, now=now, step=found.words)
    return found


@transaction.atomic
def withdraw(commitment_id: UUID, *, reason: str, actor: Actor, now: datetime) -> Commitment:
    """Take a promise back before its day, with approval: by somebody who may approve and did not make it; with a reason
    that the resident sees. It counts as neither kept nor broken. Raises Refused, AnswersWrong, StepNotOpen.
    """
    matter, row = _mine(commitment_id, actor, permission=APPROVE)
    if row.made_by_id == actor.staff_id:
        raise StepNotOpen(_("承诺不能由作出它的人自己批准撤回。"))
    if row.standing != State.OPEN or now >= end_of(row.promised_on):
        raise StepNotOpen(_("只有还没到期的承诺可以撤回。"))
    if not reason.strip() or len(reason) > LONGEST:
        raise AnswersWrong({"reason": _("请写明为什么撤回，诉求人会看到。")})
    row.standing, row.ended_reason = State.WITHDRAWN, reason.strip()
    row.save(update_fields=["standing", "ended_reason"])
    stop_task(matter, task_id=row.id, actor=actor, now=now)
    _tell(matter, row, "promise_withdrawn", actor=actor, now=now, reason=reason.strip(), words=row.words)
    return row


def _mine(commitment_id: UUID, actor: Actor, *, permission: str = PROMISE) -> tuple[Matter, Commitment]:
    """Return the matter and its promise, both locked, if the actor may act on it. Raises Refused."""
    found = Commitment.objects.filter(id=commitment_id).first()
    if found is None:
        raise Refused
    matter = locked(found.matter_id, actor=actor)
    if not reaches(actor, permission, matter) and found.unit_id not in _units(actor, permission):
        raise Refused(permission)
    return matter, _locked(commitment_id, matter)


def _units(actor: Actor, permission: str) -> set[UUID]:
    return {grant.unit_id for grant in actor.granting(permission)}


def _locked(commitment_id: UUID, matter: Matter) -> Commitment:
    found = Commitment.objects.select_for_update(of=("self",)).filter(matter=matter, id=commitment_id).first()
    if found is None:
        raise Refused
    return found


def _tell(matter: Matter, row: Commitment, verb: str, *, actor: Actor, now: datetime, **says: object) -> None:
    unit = row.unit_id if actor.kind == "staff" else None
    body = {"commitment": str(row.id), **says}
    ledger.record(matter.id, f"outcomes.{verb}", actor=actor, now=now, body=body, unit_id=unit)

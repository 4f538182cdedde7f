"""Show what was done, verify it, do without with a reason."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from linli.core.clocks.actions import start_task, stop_task
from linli.core.matters import ledger
from linli.core.matters.models import Attachment, Entry, Matter
from linli.core.procedures.answers import AnswersWrong
from linli.core.procedures.obligations import rule_of
from linli.core.procedures.reach import reaches
from linli.core.procedures.taking import Change, locked, locked_all, take_step
from linli.flow.outcomes.evidence import conditions
from linli.flow.outcomes.evidence.models import Result, Stage, Verification
from linli.flow.outcomes.evidence.verifying import demand_of
from linli.flow.outcomes.story import read_ahead, story_of
from linli.ground.files.models import StoredFile
from linli.ground.people.actor import SYSTEM, Actor, Refused
from linli.lib.identifiers import uuid7

WORK, VERIFY = "handling.work", "outcomes.verify"
ROLES = (conditions.AFTER, conditions.DOCUMENT, conditions.CHECK)
CLOCK = "verification"
LONGEST_NAME = 120


@transaction.atomic
def add_evidence(
    matter_id: UUID,
    *,
    file: StoredFile,
    name: str,
    role: str,
    for_resident: bool = True,
    actor: Actor,
    now: datetime,
) -> Attachment:
    """Attach what shows that something was done: a photo after, a document, a photo of a verification.

    `file` was taken in by ground.files, which has looked into it. Raises Refused, AnswersWrong.
    """
    matter = locked(matter_id, actor=actor)
    if not any(reaches(actor, permission, matter) for permission in (WORK, VERIFY)):
        raise Refused(WORK)
    is_picture = file.kind.startswith("image/")
    if role not in ROLES or is_picture == (role == conditions.DOCUMENT):
        raise AnswersWrong({"role": _("照片请选照片一类，PDF请选“文件”。")})
    kept = Attachment.objects.create(
        matter=matter,
        file=file,
        name=name[:LONGEST_NAME],
        role=role,
        for_resident=for_resident,
        added_at=now,
    )
    body = {"role": role, "attachment": str(kept.id), "digest": file.digest, "for_resident": for_resident}
    _record(matter, "outcomes.evidence_added", body, actor=actor, now=now)
    return kept


@transaction.atomic
def withdraw_evidence(
    matter_id: UUID, *, attachment_id: UUID, reason: str, actor: Actor, now: datetime
) -> Attachment:
    """Take back a wrong photo or document: it proves nothing and residents do not see it; the record of it stays.

    Raises Refused, AnswersWrong.
    """
    matter = locked(matter_id, actor=actor)
    if not reaches(actor, WORK, matter):
        raise Refused(WORK)
    if not reason.strip():
        raise AnswersWrong({"reason": _("请写明为什么撤下这份材料。")})
    kept = Attachment.objects.filter(matter=matter, id=attachment_id, role__in=ROLES).first()
    if kept is None:
        raise Refused
    kept.role, kept.for_resident = conditions.WITHDRAWN, False
    kept.save(update_fields=["role", "for_resident"])
    body = {"attachment": str(kept.id), "reason": reason.strip()}
    _record(matter, "outcomes.evidence_withdrawn", body, actor=actor, now=now)
    return kept


@transaction.atomic
def waive(matter_id: UUID, *, reason: str, actor: Actor, now: datetime, version: int | None = None) -> Entry:
    """Do without what is still missing, in this handling, with a written reason that the resident sees.

    Needs outcomes.approve and is not for whoever handled it (early ends only with written approval).
    """
    matter = locked(matter_id, actor=actor)
    needs = [each.condition.needs for each in conditions.missing(matter, before=Stage.CLOSE)]
    change = Change(fields={}, says={"needs": needs})
    return take_step(
        matter_id,
        "waive",
        actor=actor,
        now=now,
        version=version,
        answers={"reason": reason},
        change=change,
    )


@transaction.atomic
def verify(
    matter_id: UUID, *, how: str, text: str = "", actor: Actor, now: datetime, version: int | None = None
) -> Entry:
    """State that what was answered is so, as somebody who did not handle it."""
    answers = {"how": how, "text": text}
    entry = take_step(matter_id, "verify", actor=actor, now=now, version=version, answers=answers)
    settle([matter_id], now=now)
    return entry


@transaction.atomic
def refute(
    matter_id: UUID, *, how: str, text: str, actor: Actor, now: datetime, version: int | None = None
) -> Entry:
    """State that it is not so: the matter goes back to be handled, with the reason, and is verified again."""
    answers = {"how": how, "text": text}
    entry = take_step(matter_id, "refute", actor=actor, now=now, version=version, answers=answers)
    settle([matter_id], now=now)
    return entry


@transaction.atomic
def settle(matter_ids: Sequence[UUID], *, now: datetime) -> None:
    """Bring the verifications of these matters to what their ledger says: ask for one after an answer that needs it, end
    those that were done or that nobody needs any more. Idempotent.
    """
    matters = locked_all(matter_ids, actor=SYSTEM)
    read_ahead(matters)
    waiting: dict[UUID, list[Verification]] = defaultdict(list)
    for row in Verification.objects.filter(matter__in=matters, result=Result.PENDING):
        waiting[row.matter_id].append(row)
    for matter in matters:
        for row in waiting[matter.id]:
            _end(matter, row, now=now)
        _ask(matter, now=now)


def _ask(matter: Matter, *, now: datetime) -> None:
    story = story_of(matter)
    reply = story.reply
    if reply is None or not matter.is_open or story.verification is not None:
        return
    demand = demand_of(matter)
    if not demand.why or Verification.objects.filter(reply=reply.id).exists():
        return
    row = Verification.objects.create(
        id=uuid7(),
        matter=matter,
        reply=reply.id,
        unit=matter.unit,
        why=demand.why,
        lot=demand.lot,
        asked_at=reply.at,
    )
    start_task(matter, rule_of(matter, CLOCK), task_id=row.id, unit=matter.unit, actor=SYSTEM, now=reply.at)


def _end(matter: Matter, row: Verification, *, now: datetime) -> None:
    """End a verification that waits, if the ledger tells of its end; else leave it."""
    story = story_of(matter)
    told = story.entries[[said.id for said in story.entries].index(row.reply) + 1 :]
    done = next((said for said in told if said.verb in RESULTS), None)
    if done is None and story.reply is not None and story.reply.id == row.reply and matter.is_open:
        return
    row.result = RESULTS[done.verb] if done else Result.VOID
    row.done_at, row.done_by_id = (done.at, done.actor_id) if done else (now, None)
    row.how = str(done.body.get("how", "")) if done else ""
    row.save(update_fields=["result", "done_at", "done_by", "how"])
    stop_task(matter, task_id=row.id, actor=SYSTEM, now=row.done_at)


RESULTS = {"outcomes.verified": Result.PASSED, "outcomes.refuted": Result.FAILED}


def _record(matter: Matter, verb: str, body: Mapping[str, object], *, actor: Actor, now: datetime) -> None:
    unit = matter.unit_id if matter.unit_id in actor.unit_ids else next(iter(actor.unit_ids), None)
    ledger.record(matter.id, verb, actor=actor, now=now, body=body, unit_id=unit)

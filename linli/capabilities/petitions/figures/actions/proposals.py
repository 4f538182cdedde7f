"""Proposals of the petition office to organs (article 40): made, and answered in writing by the organ."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.capabilities.petitions.figures.models import Kind, Proposal, Result
from linli.core.matters import ledger
from linli.core.procedures.answers import AnswersWrong
from linli.core.procedures.taking import StepNotOpen
from linli.ground.people.actor import Actor, Refused
from linli.ground.people.models import Unit
from linli.lib.identifiers import uuid7

WRITE, LONGEST = "petitions.report", 2_000


@transaction.atomic
def propose(
    *, kind: str, to: UUID | None, text: str, answer_by: date | None, actor: Actor, now: datetime
) -> Proposal:
    """Put down a proposal to an organ. Raises Refused, AnswersWrong."""
    if not actor.may(WRITE):
        raise Refused(WRITE)
    organ, errors = Unit.objects.filter(id=to).first() if to else None, {}
    if kind not in Kind.values:
        errors["kind"] = _("请选择是哪一种建议。")
    if organ is None:
        errors["to"] = _("请选择向哪个机关提出。")
    if not text.strip() or len(text) > LONGEST:
        errors["text"] = _("请写明建议内容，最多%(n)s个字。") % {"n": LONGEST}
    today = timezone.localdate(now)
    if answer_by is not None and answer_by < today:
        errors["answer_by"] = _("请写今天或以后的日子。")
    if errors or organ is None:
        raise AnswersWrong(errors)
    row = Proposal.objects.create(
        id=uuid7(),
        kind=kind,
        to=organ,
        text=text.strip(),
        made_on=today,
        made_by_id=actor.staff_id,
        answer_by=answer_by,
    )
    body = {"kind": kind, "organ": str(organ.id), "organ_name": organ.name, "text": row.text}
    ledger.record(row.id, "petitions.proposed", actor=actor, now=now, body=body, unit_id=actor.acting_for())
    return row


@transaction.atomic
def put_down_answer(
    proposal_id: UUID, *, result: str, answer: str, answered_on: date | None, actor: Actor, now: datetime
) -> Proposal:
    """Put down what the organ wrote back: adopted or not, and why. Raises Refused, AnswersWrong, StepNotOpen."""
    row = Proposal.objects.select_for_update(of=("self",)).filter(id=proposal_id).first()
    if row is None or not actor.may(WRITE):
        raise Refused(WRITE)
    if row.answered_on is not None:
        raise StepNotOpen(_("这条建议已经登记过反馈。"))
    errors = {}
    if result not in Result.values:
        errors["result"] = _("请选择采纳情况。")
    if not answer.strip() or len(answer) > LONGEST:
        errors["answer"] = _("请写明对方怎么反馈的；没有采纳的，写明理由。最多%(n)s个字。") % {"n": LONGEST}
    if answered_on is None or not row.made_on <= answered_on <= timezone.localdate(now):
        errors["answered_on"] = _("请写反馈的日子，不早于提出的日子，也不晚于今天。")
    if errors:
        raise AnswersWrong(errors)
    row.result, row.answer, row.answered_on = result, answer.strip(), answered_on
    row.save(update_fields=["result", "answer", "answered_on"])
    body = {"result": result, "text": row.answer, "on": answered_on.isoformat() if answered_on else ""}
    unit_id = actor.acting_for()
    ledger.record(row.id, "petitions.proposal_answered", actor=actor, now=now, body=body, unit_id=unit_id)
    return row

"""The addressee answers in writing; the issuing post sends back what does not answer, and alone closes."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from linli.core.matters.models import Attachment
from linli.core.procedures.answers import AnswersWrong
from linli.flow.handling.supervision import alerting
from linli.flow.handling.supervision.actions.issuing import end
from linli.flow.handling.supervision.actions.keeping import (
    held,
    me,
    require,
    require_now,
    start_clock,
    stop_clock,
    tell,
)
from linli.flow.handling.supervision.models import Answer, Finding, Listing, ListingStage, Stage, Supervision
from linli.flow.handling.supervision.rights import ANSWER, ISSUE, may_answer, may_judge
from linli.flow.handling.supervision.settling import settle
from linli.ground.files.models import StoredFile
from linli.ground.people.actor import Actor

ROLE = "supervision"


@transaction.atomic
def answer(
    supervision_id: UUID,
    *,
    done: str,
    result: str,
    measures: str,
    files: Sequence[tuple[str, StoredFile]] = (),
    actor: Actor,
    now: datetime,
) -> Answer:
    """Say what was done, what came of it and what will be done; `files` are (name, stored file).

    Raises Refused, AnswersWrong, StepNotOpen.
    """
    supervision = held(supervision_id, actor=actor)
    require(may_answer(actor, supervision), ANSWER)
    require_now(supervision.awaits_answer, _("这份督办现在不等回复。"))
    said = settle(done=done, result=result, measures=measures)
    was_late = stop_clock(supervision.id, supervision.matter, actor=actor, now=now)
    given = Answer.objects.create(supervision=supervision, at=now, by_id=me(actor), was_late=was_late, **said)
    given.attachments.set([_kept(supervision, name, stored, now=now) for name, stored in files])
    if supervision.first_answered_at is None:
        supervision.first_answered_at, supervision.was_late = now, was_late
    supervision.answered_at, supervision.stage = now, Stage.ANSWERED
    supervision.save()
    says = {**said, "late": was_late}
    unit_id = supervision.addressee_id
    tell(supervision, "handling.supervision_answered", actor=actor, now=now, unit_id=unit_id, says=says)
    start_clock(
        supervision.matter,
        "supervision_review",
        task_id=supervision.id,
        unit=supervision.issuer_unit,
        actor=actor,
        now=now,
    )
    alerting.settle(supervision, "issued", "sent_back", "due", now=now)
    alerting.tell_issuer(supervision, "answered", now=now)
    return given


def _kept(supervision: Supervision, name: str, stored: StoredFile, *, now: datetime) -> Attachment:
    return Attachment.objects.create(
        matter=supervision.matter, file=stored, name=name[:120], role=ROLE, for_resident=False, added_at=now
    )


@transaction.atomic
def send_back(supervision_id: UUID, *, reason: str, actor: Actor, now: datetime) -> Supervision:
    """Send back an answer that does not answer; the addressee has to answer again, by a clock of its own.

    Raises Refused, AnswersWrong, StepNotOpen.
    """
    supervision = held(supervision_id, actor=actor)
    require(may_judge(actor, supervision), ISSUE)
    require_now(supervision.stage == Stage.ANSWERED, _("没有等着核实的回复。"))
    said = settle(reason=reason)
    last = supervision.answers.latest("at")
    last.sent_back_at, last.sent_back_by_id, last.sent_back_reason = now, actor.staff_id, said["reason"]
    last.save()
    stop_clock(supervision.id, supervision.matter, actor=actor, now=now)
    alerting.settle(supervision, "answered", "unreviewed", now=now)
    supervision.stage, supervision.times_sent_back = Stage.SENT_BACK, supervision.times_sent_back + 1
    supervision.save()
    unit_id = supervision.issuer_unit_id
    tell(supervision, "handling.supervision_sent_back", actor=actor, now=now, unit_id=unit_id, says=said)
    start_clock(
        supervision.matter,
        "supervision_again",
        task_id=supervision.id,
        unit=supervision.addressee,
        actor=actor,
        now=now,
    )
    alerting.tell_addressee(supervision, "sent_back", now=now)
    return supervision


@transaction.atomic
def close(supervision_id: UUID, *, finding: str, note: str, actor: Actor, now: datetime) -> Supervision:
    """Close it with what was found. Only the issuing post may, and not whoever wrote the answer.

    Raises Refused, AnswersWrong, StepNotOpen (not answered yet, or still listed in public).
    """
    supervision = held(supervision_id, actor=actor)
    require(may_judge(actor, supervision), ISSUE)
    require_now(supervision.stage == Stage.ANSWERED, _("还没有收到回复，不能办结；发错了可以撤回。"))
    require_now(
        not supervision.answers.filter(by=actor.staff_id).exists(),
        _("写回复的人不能自己办结，请换一位同事。"),
    )
    listed = Listing.objects.filter(supervision=supervision, stage=ListingStage.LISTED)
    require_now(not listed.exists(), _("还在挂牌，请先核实摘牌，再办结。"))
    if finding not in Finding.values:
        raise AnswersWrong({"finding": _("请选择核查的结果。")})
    said = settle(note=note)
    supervision.finding = finding
    end(supervision, Stage.CLOSED, note=said["note"], actor=actor, now=now)
    unit_id, says = supervision.issuer_unit_id, {"finding": finding, **said}
    tell(supervision, "handling.supervision_closed", actor=actor, now=now, unit_id=unit_id, says=says)
    return supervision

"""Raise a supervision to the next level: by the clock when nobody answered, or by hand."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from linli.core.clocks.models import Clock
from linli.core.procedures.taking import StepNotOpen
from linli.flow.handling.supervision import alerting
from linli.flow.handling.supervision.actions.issuing import end, open_one, put
from linli.flow.handling.supervision.actions.keeping import held, require, require_now, tell
from linli.flow.handling.supervision.models import (
    Level,
    Listing,
    ListingStage,
    Objection,
    Stage,
    Supervision,
    Trigger,
)
from linli.flow.handling.supervision.rights import ISSUE, may_judge, next_level
from linli.flow.handling.supervision.settling import settle
from linli.ground.people.actor import SYSTEM, Actor

ANSWER_CLOCKS = ("supervision", "supervision_again")


@transaction.atomic
def escalate(supervision_id: UUID, *, reason: str, actor: Actor, now: datetime) -> Supervision:
    """Hand it up, as the issuing post, and return the one that carries its duty on.

    Raises Refused, AnswersWrong, StepNotOpen (ended, or nothing stands above).
    """
    supervision = held(supervision_id, actor=actor)
    require(may_judge(actor, supervision), ISSUE)
    require_now(supervision.is_open, _("这份督办已经结束了。"))
    said = settle(reason=reason)
    above = next_level(supervision.level)
    if above is None:
        raise StepNotOpen(_("已经是最高一级督办，不能再升级。"))
    return _raise(supervision, above, reason=said["reason"], actor=actor, now=now)


@transaction.atomic
def escalate_unanswered(supervision_id: UUID, clock_id: UUID, *, now: datetime) -> Supervision | None:
    """Raise it because its clock ran out without an answer; None where it was answered meanwhile, or raised before.

    At the highest level nothing stands above: whoever leads is told, and it stays open.
    """
    if not Supervision.objects.filter(id=supervision_id).exists():
        return None
    supervision = held(supervision_id, actor=SYSTEM)
    ran_out = Clock.objects.filter(id=clock_id, stopped_at=None, due_at__lte=now).first()
    if ran_out is None or not supervision.awaits_answer:
        return None
    if supervision.breached_at is None:
        supervision.breached_at = ran_out.due_at
        supervision.save(update_fields=["breached_at"])
    alerting.tell_issuer(supervision, "escalated", leads=True, now=now)
    above = next_level(supervision.level)
    return _raise(supervision, above, reason="", actor=SYSTEM, now=now) if above else None


def _raise(
    supervision: Supervision, above: Level, *, reason: str, actor: Actor, now: datetime
) -> Supervision:
    end(supervision, Stage.ESCALATED, note=reason, actor=actor, now=now)
    says = {"to_level": above, "reason": reason}
    unit_id = supervision.issuer_unit_id
    tell(supervision, "handling.supervision_escalated", actor=actor, now=now, unit_id=unit_id, says=says)
    there = open_one(supervision.matter, supervision.addressee_id, above)
    if there is not None:
        return there
    higher = Supervision(
        matter=supervision.matter,
        trigger=Trigger.ESCALATED,
        level=above,
        question=supervision.question,
        demand=supervision.demand,
        addressee=supervision.addressee,
        issuer_unit=supervision.issuer_unit,
        issuer_id=actor.staff_id,
        parent=supervision,
    )
    put(higher, until=None, actor=actor, now=now)
    Listing.objects.filter(supervision=supervision, stage=ListingStage.LISTED).update(supervision=higher)
    Objection.objects.filter(supervision=supervision, upheld=None).update(supervision=higher)
    return higher

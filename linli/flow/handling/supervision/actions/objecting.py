"""The addressee objects with its reasons; somebody above the issuer decides. The clock runs on meanwhile."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from linli.core.procedures.obligations import window_ends
from linli.core.procedures.taking import StepNotOpen
from linli.flow.handling.supervision import alerting
from linli.flow.handling.supervision.actions.issuing import end_withdrawn
from linli.flow.handling.supervision.actions.keeping import (
    held,
    me,
    require,
    require_now,
    start_clock,
    stop_clock,
    tell,
)
from linli.flow.handling.supervision.models import Objection, Supervision
from linli.flow.handling.supervision.rights import ANSWER, LEAD, may_answer, may_decide
from linli.flow.handling.supervision.settling import settle
from linli.ground.people.actor import Actor


@transaction.atomic
def object_to(supervision_id: UUID, *, reason: str, actor: Actor, now: datetime) -> Objection:
    """Object, once and within the window, as the addressee. Raises Refused, AnswersWrong, StepNotOpen."""
    supervision = held(supervision_id, actor=actor)
    require(may_answer(actor, supervision), ANSWER)
    require_now(supervision.awaits_answer, _("这份督办现在不能提异议。"))
    require_now(not Objection.objects.filter(supervision=supervision).exists(), _("已经提过异议了。"))
    until = window_ends(supervision.matter, "supervision_objection", since=supervision.issued_at)
    require_now(now <= until, _("提异议的期限已过，请按要求回复。"))
    said = settle(reason=reason)
    objection = Objection.objects.create(
        supervision=supervision, unit=supervision.addressee, at=now, by_id=me(actor), **said
    )
    unit_id = supervision.addressee_id
    tell(supervision, "handling.supervision_objected", actor=actor, now=now, unit_id=unit_id, says=said)
    start_clock(
        supervision.matter,
        "supervision_decision",
        task_id=objection.id,
        unit=supervision.issuer_unit,
        actor=actor,
        now=now,
    )
    alerting.tell_issuer(supervision, "objected", leads=True, now=now)
    return objection


@transaction.atomic
def decide(supervision_id: UUID, *, upheld: bool, decision: str, actor: Actor, now: datetime) -> Supervision:
    """Decide on the objection, as whoever stands above the issuer; one that is upheld withdraws the supervision.

    Raises Refused, AnswersWrong, StepNotOpen.
    """
    supervision = held(supervision_id, actor=actor)
    require(may_decide(actor, supervision), LEAD)
    objection = Objection.objects.filter(supervision=supervision, upheld=None).first()
    if objection is None or not supervision.is_open:
        raise StepNotOpen(_("没有等着裁定的异议。"))
    said = settle(decision=decision)
    settle_objection(objection, supervision, upheld=upheld, decision=said["decision"], actor=actor, now=now)
    says = {"upheld": upheld, **said}
    unit_id = supervision.issuer_unit_id
    tell(
        supervision,
        "handling.supervision_objection_decided",
        actor=actor,
        now=now,
        unit_id=unit_id,
        says=says,
    )
    alerting.settle(supervision, "objected", now=now)
    if upheld:
        end_withdrawn(supervision, reason=said["decision"], actor=actor, now=now)
    return supervision


def settle_objection(
    objection: Objection,
    supervision: Supervision,
    *,
    upheld: bool,
    decision: str,
    actor: Actor,
    now: datetime,
) -> None:
    """Write the decision and stop its clock; the matter is locked."""
    objection.upheld, objection.decision = upheld, decision
    objection.decided_at, objection.decided_by_id = now, actor.staff_id
    objection.save()
    stop_clock(objection.id, supervision.matter, actor=actor, now=now)

"""Decide on the marks that the rules propose: give or not, object, decide. A mark opens a supervision of its own."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.core.procedures.obligations import window_ends
from linli.core.procedures.taking import StepNotOpen
from linli.flow.handling.supervision import alerting
from linli.flow.handling.supervision.actions.issuing import open_one, put
from linli.flow.handling.supervision.actions.keeping import held, me, require, require_now, start_clock, tell
from linli.flow.handling.supervision.actions.objecting import settle_objection
from linli.flow.handling.supervision.models import Level, Mark, MarkStage, Objection, Supervision, Trigger
from linli.flow.handling.supervision.queries.marks import MarkProposal, mark_seen, proposal_named
from linli.flow.handling.supervision.rights import (
    ANSWER,
    MARK,
    may_decide_mark,
    may_mark,
    may_object_to,
)
from linli.flow.handling.supervision.settling import settle
from linli.ground.people.actor import Actor, Refused
from linli.lib.days.months import months_later


@transaction.atomic
def give(key: str, *, reason: str, demand: str, actor: Actor, now: datetime) -> Mark:
    """Give the mark that the rules propose under `key`, and open the supervision that goes with it.

    Where the leader's supervision of that unit is open already, the mark holds to that one. Raises Refused,
    AnswersWrong, StepNotOpen (nothing is proposed under this key any more).
    """
    proposal, supervision = _proposed(key, actor=actor, now=now)
    said = settle(reason=reason, demand=demand)
    mark = _decided(proposal, MarkStage.GIVEN, said["reason"], actor=actor, now=now)
    mark.opened = _opened(mark, supervision, said["demand"], actor=actor, now=now)
    mark.save(update_fields=["opened"])
    Mark.objects.filter(id__in=[one.id for one in proposal.marks]).update(raised_to=mark)
    _tell(mark, supervision, "handling.marked", actor=actor, now=now, reason=mark.reason)
    alerting.tell_of_mark(mark, now=now)
    return mark


@transaction.atomic
def drop(key: str, *, reason: str, actor: Actor, now: datetime) -> Mark:
    """Decide, with a reason, not to give a mark that is proposed. Raises Refused, AnswersWrong, StepNotOpen."""
    proposal, supervision = _proposed(key, actor=actor, now=now)
    said = settle(reason=reason)
    mark = _decided(proposal, MarkStage.DROPPED, said["reason"], actor=actor, now=now)
    Mark.objects.filter(id__in=[one.id for one in proposal.marks]).update(raised_to=mark)
    _tell(mark, supervision, "handling.mark_dropped", actor=actor, now=now, reason=mark.reason)
    return mark


def _proposed(key: str, *, actor: Actor, now: datetime) -> tuple[MarkProposal, Supervision]:
    """Return the proposal as it stands once the matter of its last supervision is locked, and that supervision."""
    first = proposal_named(key, actor=actor, now=now)
    if first is None:
        raise StepNotOpen(_("这条亮牌建议已经有人处理了。"))
    require(may_mark(actor, first.unit.id), MARK)
    supervision = held(first.supervisions[-1].id, actor=actor)
    still = proposal_named(key, actor=actor, now=now)
    if still is None:
        raise StepNotOpen(_("这条亮牌建议已经有人处理了。"))
    return still, supervision


def _decided(proposal: MarkProposal, stage: MarkStage, reason: str, *, actor: Actor, now: datetime) -> Mark:
    rule = proposal.rule
    mark = Mark.objects.create(
        unit=proposal.unit,
        colour=rule.colour,
        ground=rule.ground,
        source=rule.source,
        reason=reason,
        supervision=proposal.supervisions[-1],
        stage=stage,
        given_at=now,
        given_by_id=me(actor),
        ends_on=months_later(timezone.localdate(now), rule.valid_months),
    )
    mark.because_of.set(proposal.supervisions)
    return mark


def _opened(mark: Mark, supervision: Supervision, demand: str, *, actor: Actor, now: datetime) -> Supervision:
    there = open_one(supervision.matter, mark.unit_id, Level.LEADER)
    if there is not None:
        return there
    follow_up = Supervision(
        matter=supervision.matter,
        trigger=Trigger.MARKED,
        level=Level.LEADER,
        question=mark.reason,
        demand=demand,
        addressee=mark.unit,
        issuer_unit=supervision.issuer_unit,
        issuer_id=actor.staff_id,
    )
    return put(follow_up, until=None, actor=actor, now=now)


@transaction.atomic
def object_to_mark(mark_id: UUID, *, reason: str, actor: Actor, now: datetime) -> Objection:
    """Object to a mark, once and within the window, for the unit that got it. Raises Refused, AnswersWrong, StepNotOpen."""
    mark, supervision = _held(mark_id, actor=actor)
    require(may_object_to(actor, mark), ANSWER)
    require_now(mark.stage == MarkStage.GIVEN, _("这张牌已经撤销了。"))
    require_now(not Objection.objects.filter(mark=mark).exists(), _("已经提过异议了。"))
    until = window_ends(supervision.matter, "mark_objection", since=mark.given_at)
    require_now(now <= until, _("提异议的期限已过。"))
    said = settle(reason=reason)
    objection = Objection.objects.create(mark=mark, unit=mark.unit, at=now, by_id=me(actor), **said)
    _tell(mark, supervision, "handling.mark_objected", actor=actor, now=now, **said)
    start_clock(
        supervision.matter,
        "mark_decision",
        task_id=objection.id,
        unit=supervision.issuer_unit,
        actor=actor,
        now=now,
    )
    alerting.tell_of_mark_objection(mark, now=now)
    return objection


@transaction.atomic
def decide_on_mark(mark_id: UUID, *, upheld: bool, decision: str, actor: Actor, now: datetime) -> Mark:
    """Decide on the objection, as another than who gave the mark; one that is upheld lifts it.

    Raises Refused, AnswersWrong, StepNotOpen.
    """
    mark, supervision = _held(mark_id, actor=actor)
    require(may_decide_mark(actor, mark), MARK)
    objection = Objection.objects.filter(mark=mark, upheld=None).first()
    if objection is None:
        raise StepNotOpen(_("没有等着裁定的异议。"))
    said = settle(decision=decision)
    settle_objection(objection, supervision, upheld=upheld, decision=said["decision"], actor=actor, now=now)
    if upheld:
        mark.stage, mark.lifted_at = MarkStage.LIFTED, now
        mark.save(update_fields=["stage", "lifted_at"])
    _tell(
        mark,
        supervision,
        "handling.mark_objection_decided",
        actor=actor,
        now=now,
        upheld=upheld,
        **said,
    )
    return mark


def _held(mark_id: UUID, *, actor: Actor) -> tuple[Mark, Supervision]:
    """Return the mark as it is once its matter is locked, and its supervision. Raises Refused."""
    seen = mark_seen(actor, mark_id)
    if seen is None or seen.stage == MarkStage.DROPPED:
        raise Refused
    supervision = held(seen.supervision_id, actor=actor)
    mark = Mark.objects.select_related("unit", "supervision__issuer_unit").get(id=mark_id)
    return mark, supervision


def _tell(
    mark: Mark, supervision: Supervision, verb: str, *, actor: Actor, now: datetime, **says: object
) -> None:
    body = {
        "mark": str(mark.id),
        "colour": mark.colour,
        "ground": mark.ground,
        "unit": str(mark.unit_id),
        "unit_name": mark.unit.name,
        **says,
    }
    acting = supervision.addressee_id if verb.endswith("objected") else supervision.issuer_unit_id
    tell(supervision, verb, actor=actor, now=now, unit_id=acting, says=body)

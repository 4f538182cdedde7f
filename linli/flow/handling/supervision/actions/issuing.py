"""Issue a supervision, and take it back."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.core.matters.models import Matter
from linli.core.procedures.answers import AnswersWrong
from linli.core.procedures.taking import StepNotOpen, locked
from linli.flow.handling.supervision import alerting
from linli.flow.handling.supervision.actions.keeping import (
    free_number,
    held,
    require,
    require_now,
    start_clock,
    stop_clock,
    tell,
)
from linli.flow.handling.supervision.actions.unlisting import take_off
from linli.flow.handling.supervision.models import OPEN, Level, Objection, Stage, Supervision, Trigger
from linli.flow.handling.supervision.queries.reading import addressees
from linli.flow.handling.supervision.rights import ISSUE, issuing_unit, may_judge
from linli.flow.handling.supervision.settling import end_of, settle
from linli.ground.people.actor import Actor, Refused
from linli.ground.people.models import Unit

BY_HAND = tuple(one for one in Trigger if one not in (Trigger.ESCALATED, Trigger.MARKED))


@transaction.atomic
def issue(
    matter_id: UUID,
    *,
    trigger: str,
    addressee_id: UUID | None,
    question: str,
    demand: str,
    level: str = Level.CENTRE,
    until: date | None = None,
    actor: Actor,
    now: datetime,
) -> Supervision:
    """Ask a unit that has or had the matter; it must answer in writing by `until`, else within the rule's limit.

    Raises Refused, AnswersWrong, StepNotOpen (that unit is asked at this level already).
    """
    matter = locked(matter_id, actor=actor)
    unit_id = issuing_unit(actor, matter, level) if level in Level.values else None
    if unit_id is None:
        raise Refused(ISSUE)
    if trigger not in BY_HAND:
        raise AnswersWrong({"trigger": _("请选择督办的事由。")})
    addressee = next((unit for unit in addressees(matter) if unit.id == addressee_id), None)
    if addressee is None:
        raise AnswersWrong({"addressee": _("请选择正在办或办过这件事的单位。")})
    if addressee.id == unit_id and level == Level.CENTRE:
        raise AnswersWrong({"addressee": _("中心不能自己督办自己，请由领导督办。")})
    said = settle(question=question, demand=demand)
    supervision = Supervision(
        matter=matter,
        trigger=trigger,
        level=level,
        addressee=addressee,
        issuer_unit=Unit.objects.get(id=unit_id),
        issuer_id=actor.staff_id,
        **said,
    )
    return put(supervision, until=end_of(until, now=now), actor=actor, now=now)


def put(supervision: Supervision, *, until: datetime | None, actor: Actor, now: datetime) -> Supervision:
    """Write a new supervision with its clock, entry and alert; the matter is locked. Raises StepNotOpen."""
    matter = supervision.matter
    if open_one(matter, supervision.addressee_id, supervision.level):
        raise StepNotOpen(_("同一层级对这个单位的督办还没有办结，不能再发一份。"))
    supervision.number = free_number(timezone.localdate(now))
    supervision.issued_at = now
    supervision.save(force_insert=True)
    says = {
        "trigger": supervision.trigger,
        "level": supervision.level,
        "unit": str(supervision.addressee_id),
        "unit_name": supervision.addressee.name,
        "question": supervision.question,
        "demand": supervision.demand,
        "parent": str(supervision.parent_id or ""),
    }
    unit = supervision.addressee
    tell(
        supervision,
        "handling.supervised",
        actor=actor,
        now=now,
        unit_id=supervision.issuer_unit_id,
        says=says,
    )
    start_clock(matter, "supervision", task_id=supervision.id, unit=unit, actor=actor, now=now, until=until)
    alerting.tell_addressee(supervision, "issued", now=now)
    return supervision


def open_one(matter: Matter, addressee_id: UUID, level: str) -> Supervision | None:
    """Return the open supervision of this unit at this level."""
    same = Supervision.objects.filter(matter=matter, addressee=addressee_id, level=level, stage__in=OPEN)
    return same.first()


@transaction.atomic
def withdraw(supervision_id: UUID, *, reason: str, actor: Actor, now: datetime) -> Supervision:
    """Take a supervision back, as its issuing post, with a reason. Raises Refused, AnswersWrong, StepNotOpen."""
    supervision = held(supervision_id, actor=actor)
    require(may_judge(actor, supervision), ISSUE)
    require_now(supervision.is_open, _("这份督办已经结束了。"))
    said = settle(reason=reason)
    return end_withdrawn(supervision, reason=said["reason"], actor=actor, now=now)


def end_withdrawn(supervision: Supervision, *, reason: str, actor: Actor, now: datetime) -> Supervision:
    """End it without an answer; what was public of it says so. The matter is locked."""
    end(supervision, Stage.WITHDRAWN, note=reason, actor=actor, now=now)
    take_off(supervision, actor=actor, now=now)
    unit_id = supervision.issuer_unit_id
    says = {"reason": reason}
    tell(supervision, "handling.supervision_withdrawn", actor=actor, now=now, unit_id=unit_id, says=says)
    return supervision


def end(supervision: Supervision, stage: Stage, *, note: str, actor: Actor, now: datetime) -> None:
    """Set and save that a supervision has ended; stop its clock, and that of an objection which has lost its object."""
    stop_clock(supervision.id, supervision.matter, actor=actor, now=now)
    undecided = Objection.objects.filter(supervision=supervision, upheld=None).first()
    if undecided and stage != Stage.ESCALATED:
        stop_clock(undecided.id, supervision.matter, actor=actor, now=now)
    supervision.stage, supervision.ended_at, supervision.ended_by_id = stage, now, actor.staff_id
    supervision.ended_note = note
    supervision.save()
    alerting.settle(supervision, "issued", "sent_back", "due", "answered", "unreviewed", "objected", now=now)

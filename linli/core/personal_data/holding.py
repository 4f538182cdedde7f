"""Keep a matter from being erased for a while, because a court, an audit or a review needs it."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.core.matters import ledger
from linli.core.matters.models import Matter
from linli.core.personal_data.models import Hold
from linli.core.procedures.answers import AnswersWrong
from linli.core.procedures.taking import StepNotOpen, locked
from linli.ground.people.actor import Actor, Refused

KEEP = "personal_data.keep"
LONGEST = 200


@transaction.atomic
def hold(matter_id: UUID, *, reason: str, until: date | None, actor: Actor, now: datetime) -> Hold:
    """Keep what is known of a matter until a day. Raises Refused, AnswersWrong, StepNotOpen (it is kept already)."""
    matter, staff_id = _of(matter_id, actor)
    errors = {}
    if not reason.strip() or len(reason) > LONGEST:
        errors["reason"] = _("请写明为什么还不能删除，最多200个字。")
    if until is None or until <= timezone.localdate(now):
        errors["until"] = _("请写今天以后的一天。")
    if errors or until is None:
        raise AnswersWrong(errors)
    if Hold.objects.filter(matter=matter, ended_at=None).exists():
        raise StepNotOpen(_("这件事已经暂缓删除了。"))
    row = Hold.objects.create(
        matter=matter, reason=reason.strip(), until=until, made_at=now, made_by_id=staff_id
    )
    body = {"until": until.isoformat(), "reason": row.reason}
    unit_id = actor.acting_for(matter.unit_id)
    ledger.record(matter.id, "matters.erasure_held", actor=actor, now=now, body=body, unit_id=unit_id)
    return row


@transaction.atomic
def free(matter_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Let it be erased again when its time is over. Raises Refused, StepNotOpen (it is not kept)."""
    matter, _staff_id = _of(matter_id, actor)
    if not Hold.objects.filter(matter=matter, ended_at=None).update(ended_at=now):
        raise StepNotOpen(_("这件事没有暂缓删除。"))
    unit_id = actor.acting_for(matter.unit_id)
    ledger.record(matter.id, "matters.erasure_freed", actor=actor, now=now, unit_id=unit_id)


def _of(matter_id: UUID, actor: Actor) -> tuple[Matter, UUID]:
    if not actor.may(KEEP) or actor.staff_id is None:
        raise Refused(KEEP)
    return locked(matter_id, actor=actor, sealed=True), actor.staff_id

"""Decide on a request: within the time, and where it is refused, on a ground that the law knows."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.core.personal_data import erasing
from linli.core.procedures.answers import AnswersWrong
from linli.core.procedures.taking import StepNotOpen
from linli.core.registers.provisions import provision
from linli.flow.outcomes.rights import grounds
from linli.flow.outcomes.rights.actions.carrying_out import carry_out
from linli.flow.outcomes.rights.actions.keeping import DECIDE, Stage, end, found, locked_request, tell
from linli.flow.outcomes.rights.correcting import Correction
from linli.flow.outcomes.rights.models import Right, RightsRequest
from linli.ground.people.actor import Actor, Refused


@transaction.atomic
def refuse(request_id: UUID, *, ground: str, reason: str, actor: Actor, now: datetime) -> RightsRequest:
    """Refuse, on a ground that the law knows and with a reason that the resident reads (PIPL art. 50).

    Raises Refused, StepNotOpen, AnswersWrong.
    """
    row = found(request_id, actor=actor)
    errors = {}
    if ground not in grounds.every():
        errors["ground"] = _("请选择按哪一条不同意。")
    if not reason.strip():
        errors["reason"] = _("请把理由写给申请人看。")
    if errors:
        raise AnswersWrong(errors)
    row.ground = ground
    end(row, Stage.REFUSED, reason, actor=actor, now=now)
    said = {"refusal": ground, "article": grounds.article(ground), "reason": row.reason}
    tell(row, "right_refused", actor=actor, now=now, **said)
    return row


@transaction.atomic
def grant(
    request_id: UUID,
    *,
    reason: str = "",
    changes: Mapping[str, str] | None = None,
    actor: Actor,
    now: datetime,
) -> RightsRequest:
    """Grant: correct now, by `changes` (title, text, place, name, phone); erase when the days to look at it are over, or at
    once where that was asked. Raises Refused, StepNotOpen (erasing a matter still dealt with, or held), AnswersWrong.
    """
    row = found(request_id, actor=actor)
    if row.right == Right.CORRECT:
        return _correct(row, Correction.of(changes or {}), reason, actor=actor, now=now)
    if row.matter.is_open:
        raise StepNotOpen(_("这件事还在办理，办结以后才能删除。可以先不同意，写明理由。"))
    if erasing.is_held(row.matter, now=now):
        raise StepNotOpen(_("这件事的资料按规定暂缓删除。"))
    waits = 0 if row.at_once else provision("rights.erasure_waits", on=timezone.localdate(now))
    row.erase_at = now + timedelta(days=waits)
    end(row, Stage.GRANTED, reason, actor=actor, now=now)
    tell(row, "right_granted", actor=actor, now=now, reason=row.reason)
    return carry_out(row, actor=actor, now=now) if row.at_once else row


def _correct(
    row: RightsRequest, correction: Correction, reason: str, *, actor: Actor, now: datetime
) -> RightsRequest:
    if row.matter.is_sealed:
        raise StepNotOpen(_("密封事项的内容在它自己的页面上更正。"))
    correction.put(row.matter)
    end(row, Stage.DONE, reason, actor=actor, now=now)
    tell(row, "right_granted", actor=actor, now=now, reason=row.reason)
    tell(row, "right_corrected", actor=actor, now=now, corrected=correction.codes)
    return row


@transaction.atomic
def withdraw(request_id: UUID, *, actor: Actor, now: datetime) -> RightsRequest:
    """Take a request back, as the resident who asked; also one that was granted and is not carried out yet.

    Raises Refused, StepNotOpen.
    """
    if actor.kind != "resident":
        raise Refused(DECIDE)
    row = locked_request(request_id, actor=actor)
    if row.stage not in (Stage.ASKED, Stage.GRANTED):
        raise StepNotOpen(_("这份申请已经办完了。"))
    row.erase_at = None
    end(row, Stage.WITHDRAWN, "", actor=actor, now=now)
    tell(row, "right_withdrawn", actor=actor, now=now)
    return row

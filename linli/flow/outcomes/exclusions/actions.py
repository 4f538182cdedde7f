"""Leave a matter out of the three rates: asked with a ground, approved by a named reviewer, contested by the resident."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.core.matters import ledger
from linli.core.matters.models import Matter
from linli.core.procedures.answers import AnswersWrong
from linli.core.procedures.obligations import window_ends
from linli.core.procedures.reach import reaches
from linli.core.procedures.taking import StepNotOpen, locked
from linli.flow.handling.alerts.actions import alert, settle_alerts
from linli.flow.outcomes.exclusions import grounds
from linli.flow.outcomes.exclusions.models import Exclusion
from linli.ground.people.actor import Actor, Refused
from linli.ground.people.queries import duty_unit

ASK, REVIEW = "outcomes.close", "outcomes.exclude"
Stage = Exclusion.Stage


@transaction.atomic
def ask(matter_id: UUID, *, ground: str, reason: str, actor: Actor, now: datetime) -> Exclusion:
    """Ask that a matter be left out of the three rates. It counts until a reviewer has approved.

    Raises Refused, AnswersWrong, StepNotOpen.
    """
    matter = locked(matter_id, actor=actor)
    if not reaches(actor, ASK, matter) or actor.staff_id is None:
        raise Refused(ASK)
    if Exclusion.objects.filter(matter=matter).exclude(stage__in=[Stage.REFUSED, Stage.LIFTED]).exists():
        raise StepNotOpen(_("这件事已经有一份申请，请等结果。"))
    errors = {}
    if ground not in grounds.every():
        errors["ground"] = _("请选择属于哪种情形。")
    if not reason.strip():
        errors["reason"] = _("请写明理由，诉求人看得到审定意见。")
    if errors:
        raise AnswersWrong(errors)
    row = Exclusion.objects.create(
        matter=matter,
        ground=ground,
        reason=reason.strip(),
        asked_by_id=actor.staff_id,
        asked_for=matter.unit,
        asked_at=now,
    )
    _tell(row, "outcomes.exclusion_asked", actor=actor, now=now, reason=row.reason)
    _wake(row, "exclusions.asked", now=now)
    return row


@transaction.atomic
def review(exclusion_id: UUID, *, approve: bool, words: str, actor: Actor, now: datetime) -> Exclusion:
    """Approve or refuse, in words that the resident reads. Raises Refused (to whoever asked, too), StepNotOpen, AnswersWrong."""
    row = _found(exclusion_id, Stage.ASKED, actor=actor)
    _only_a_reviewer(row, actor)
    row.review = _needed(words, "words", _("请写明审定意见，诉求人会看到。"))
    row.stage = Stage.APPROVED if approve else Stage.REFUSED
    row.reviewed_by_id, row.reviewed_at = actor.staff_id, now
    row.save()
    verb = "outcomes.excluded" if approve else "outcomes.exclusion_refused"
    _tell(row, verb, actor=actor, now=now, review=row.review)
    settle_alerts(row.matter_id, key=f"exclusions.asked:{row.id}", now=now)
    return row


@transaction.atomic
def contest(exclusion_id: UUID, *, text: str, actor: Actor, now: datetime) -> Exclusion:
    """Contest, as the resident whose matter it is, within the time given. Raises Refused, StepNotOpen, AnswersWrong."""
    if actor.kind != "resident":
        raise Refused
    row = _found(exclusion_id, Stage.APPROVED, actor=actor)
    if now > contest_ends(row):
        raise StepNotOpen(_("提出异议的时间已经过了。"))
    row.contest = _needed(text, "text", _("请写明为什么不同意。"))
    row.stage, row.contested_at = Stage.CONTESTED, now
    row.save()
    _tell(row, "outcomes.exclusion_contested", actor=actor, now=now, contest=row.contest)
    _wake(row, "exclusions.contested", now=now)
    return row


@transaction.atomic
def settle(exclusion_id: UUID, *, uphold: bool, words: str, actor: Actor, now: datetime) -> Exclusion:
    """Decide on what was contested: by another than the one who approved. Raises Refused, StepNotOpen, AnswersWrong."""
    row = _found(exclusion_id, Stage.CONTESTED, actor=actor)
    _only_a_reviewer(row, actor)
    row.settlement = _needed(words, "words", _("请写明复核意见，诉求人会看到。"))
    row.stage = Stage.UPHELD if uphold else Stage.LIFTED
    row.settled_by_id, row.settled_at = actor.staff_id, now
    row.save()
    verb = "outcomes.exclusion_upheld" if uphold else "outcomes.readmitted"
    _tell(row, verb, actor=actor, now=now, settlement=row.settlement)
    settle_alerts(row.matter_id, key=f"exclusions.contested:{row.id}", now=now)
    return row


def contest_ends(row: Exclusion) -> datetime:
    """Return until when the resident may contest."""
    return window_ends(row.matter, "contest", since=row.reviewed_at or row.asked_at)


def _found(exclusion_id: UUID, stage: str, *, actor: Actor) -> Exclusion:
    matter_id = Exclusion.objects.filter(id=exclusion_id).values_list("matter_id", flat=True).first()
    if matter_id is None:
        raise Refused
    locked(matter_id, actor=actor)
    row = Exclusion.objects.select_related("matter__unit").get(id=exclusion_id)
    if row.stage != stage:
        raise StepNotOpen(_("这份申请已经处理过了。"))
    return row


def _only_a_reviewer(row: Exclusion, actor: Actor) -> None:
    """Whoever reviews has the permission as far as the matter, serves in another unit, and has not acted on it before."""
    acted, same_unit = (row.asked_by_id, row.reviewed_by_id), row.asked_for_id in actor.unit_ids
    if not reaches(actor, REVIEW, row.matter) or actor.staff_id in acted or same_unit:
        raise Refused(REVIEW)


def _needed(text: str, field: str, sentence: str) -> str:
    if not text.strip():
        raise AnswersWrong({field: sentence})
    return text.strip()


def _tell(row: Exclusion, verb: str, *, actor: Actor, now: datetime, **said: Any) -> None:
    body, unit_id = {"exclusion": str(row.id), "ground": row.ground, **said}, actor.acting_for()
    ledger.record(row.matter_id, verb, actor=actor, now=now, body=body, unit_id=unit_id)


def _wake(row: Exclusion, kind: str, *, now: datetime) -> None:
    centre, key = duty_unit(on=timezone.localdate(now)), f"{kind}:{row.id}"
    alert(row.matter_id, kind=kind, key=key, says={}, now=now, unit=centre, permission=REVIEW)


def may_ask(matter: Matter, actor: Actor) -> bool:
    return actor.staff_id is not None and reaches(actor, ASK, matter)


def may_review(row: Exclusion, actor: Actor) -> bool:
    """Tell whether the actor may decide on the row as it stands."""
    try:
        _only_a_reviewer(row, actor)
    except Refused:
        return False
    return row.stage in (Stage.ASKED, Stage.CONTESTED)

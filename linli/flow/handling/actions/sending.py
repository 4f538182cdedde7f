"""Let the matter go to another unit: back to the centre, up a level, or where the centre's arbitration says."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.core.matters.models import Entry, Matter, Severity
from linli.core.procedures.answers import AnswersWrong
from linli.core.procedures.taking import Change, locked, step_on
from linli.flow.handling.alerts.actions import settle_calls
from linli.flow.handling.levels import unit_above
from linli.flow.handling.offers import end_offer
from linli.flow.routing.actions import involve
from linli.ground.people.actor import Actor
from linli.ground.people.models import Unit
from linli.ground.people.queries import duty_unit, unit_there

GRAVITY = (Severity.SMALL, Severity.LARGE, Severity.HARD, Severity.URGENT)


@transaction.atomic
def give_back(
    matter_id: UUID,
    *,
    reason: str,
    article: str = "",
    actor: Actor,
    now: datetime,
    version: int | None = None,
) -> Entry:
    """Return the matter to the centre with a reason and the article it relies on (退单); it is the centre's again at once.

    Whoever had taken it up answers for it until another unit has.
    """
    centre = duty_unit(on=timezone.localdate(now))
    return _send(
        locked(matter_id, actor=actor),
        "return",
        centre,
        {"reason": reason, "article": article},
        actor=actor,
        now=now,
        version=version,
    )


@transaction.atomic
def escalate(
    matter_id: UUID,
    *,
    reason: str,
    severity: str = "",
    actor: Actor,
    now: datetime,
    version: int | None = None,
    cause: UUID | None = None,
) -> Entry:
    """Send the matter up to the next unit (上报), graver than before if `severity` says so.

    `cause`: the entry of a clock because of which it goes up. Raises AnswersWrong for a severity below the one it has.
    """
    matter = locked(matter_id, actor=actor)
    above = unit_above(matter.unit, on=timezone.localdate(now))
    fields = {"severity": severity} if _is_graver(severity, matter.severity) else {}
    answers = {"reason": reason, "severity": severity}
    says = {"cause": str(cause)} if cause else {}
    return _send(
        matter,
        "escalate",
        above or matter.unit,
        answers,
        actor=actor,
        now=now,
        version=version,
        change=Change(fields, says),
    )


def _is_graver(wanted: str, present: str) -> bool:
    if not wanted:
        return False
    if wanted not in Severity.values:
        raise AnswersWrong({"severity": _("没有这种轻重等级。")})
    if GRAVITY.index(Severity(wanted)) < GRAVITY.index(Severity(present)):
        raise AnswersWrong({"severity": _("上报时轻重不能调低。")})
    return wanted != present


@transaction.atomic
def arbitrate(
    matter_id: UUID,
    *,
    unit_id: UUID | None,
    reason: str,
    article: str = "",
    actor: Actor,
    now: datetime,
    version: int | None = None,
) -> Entry:
    """Decide for the centre which unit is responsible; that unit may not return the matter."""
    unit = unit_there(unit_id, on=timezone.localdate(now)) if unit_id else None
    if unit_id and unit is None:
        raise AnswersWrong({"unit": _("没有这个单位，请重新选择。")})
    answers = {"unit": str(unit.id) if unit else "", "reason": reason, "article": article}
    matter = locked(matter_id, actor=actor)
    return _send(matter, "arbitrate", unit, answers, actor=actor, now=now, version=version)


def _send(
    matter: Matter,
    step: str,
    unit: Unit | None,
    answers: dict[str, str],
    *,
    actor: Actor,
    now: datetime,
    version: int | None,
    change: Change | None = None,
) -> Entry:
    """Take a step by which `unit` gets the matter, in nobody's hands there yet. In the caller's transaction."""
    fields = dict(change.fields) if change else {}
    says = dict(change.says) if change else {}
    if unit is not None:
        fields |= {"unit": unit, "handler": None, "offered_to": None}
        says |= {"unit": str(unit.id), "unit_name": unit.name, "from_unit": str(matter.unit_id)}
    was_offered = matter.offered_to_id is not None
    entry = step_on(
        matter,
        step,
        actor=actor,
        now=now,
        version=version,
        answers=answers,
        change=Change(fields, says),
    )
    if unit is not None:
        involve(matter.id, unit, now=now)
    if was_offered:
        end_offer(matter, actor=actor, now=now)
    settle_calls(matter.id, now=now)
    return entry

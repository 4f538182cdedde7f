"""Ask for a right in one's own data."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.core.clocks.actions import start_task
from linli.core.matters.models import Matter
from linli.core.procedures.answers import AnswersWrong
from linli.core.procedures.obligations import rule_of
from linli.core.procedures.reach import reaches
from linli.core.procedures.taking import StepNotOpen, locked
from linli.core.registers.provisions import provision
from linli.flow.handling.alerts.actions import alert
from linli.flow.outcomes.rights.actions.keeping import ALERT, CLOCK, DECIDE, Stage, Who, tell
from linli.flow.outcomes.rights.models import Right, RightsRequest
from linli.ground.people.actor import Actor, Refused
from linli.ground.people.queries import duty_unit


@transaction.atomic
def ask(
    matter_id: UUID,
    *,
    right: str,
    actor: Actor,
    now: datetime,
    who: str = Who.SELF,
    wrong: str = "",
    said: str = "",
    shown: str = "",
    at_once: bool = False,
) -> RightsRequest:
    """Ask for a right. A copy, an explanation or a portable copy is given at once; the rest waits for a clerk.

    Raises Refused, AnswersWrong, StepNotOpen (one waits already, or too many today).
    """
    matter = locked(matter_id, actor=actor, sealed=True)
    _may_ask(matter, actor)
    _check(right, who, wrong, said, shown, actor)
    if (known := _lately(matter, right, now=now)) is not None:
        return known
    _not_too_many(matter, right, now=now)
    row = RightsRequest(
        matter=matter,
        right=right,
        who=who if actor.kind == "staff" else Who.SELF,
        wrong=wrong.strip(),
        said=said.strip(),
        shown=shown.strip() if actor.kind == "staff" else "",
        at_once=at_once,
        asked_at=now,
        asked_by_id=actor.staff_id,
    )
    if right in RightsRequest.AT_ONCE:
        return _give(row, actor=actor, now=now)
    tell(row, "right_asked", actor=actor, now=now, who=row.who, wrong=row.wrong, said=row.said)
    return _wait(row, matter, actor=actor, now=now)


def _may_ask(matter: Matter, actor: Actor) -> None:
    if actor.kind == "staff" and not reaches(actor, DECIDE, matter):
        raise Refused(DECIDE)
    if actor.kind == "system":
        raise Refused(DECIDE)


def _check(right: str, who: str, wrong: str, said: str, shown: str, actor: Actor) -> None:
    errors = {}
    if right not in Right.values:
        errors["right"] = _("请选择申请什么。")
    if right == Right.CORRECT and not wrong.strip():
        errors["wrong"] = _("请写明哪里不对。")
    if right == Right.CORRECT and not said.strip():
        errors["said"] = _("请写明应该是什么。")
    if actor.kind == "staff" and who not in Who.values:
        errors["who"] = _("请选择是谁申请。")
    if actor.kind == "staff" and not shown.strip():
        errors["shown"] = _("请写明怎样核实了申请人的身份；只写核实过什么，不留证件。")
    if errors:
        raise AnswersWrong(errors)


def _lately(matter: Matter, right: str, *, now: datetime) -> RightsRequest | None:
    """Return what was given within a day: the same once more is the same, and no new entry."""
    if right not in RightsRequest.AT_ONCE:
        return None
    rows = RightsRequest.objects.filter(matter=matter, right=right, stage=Stage.DONE)
    return rows.filter(asked_at__gt=now - timedelta(days=1)).first()


def _not_too_many(matter: Matter, right: str, *, now: datetime) -> None:
    rows = RightsRequest.objects.filter(matter=matter)
    if rows.filter(right=right, stage=Stage.ASKED).exists():
        raise StepNotOpen(_("这件事已经有一份同样的申请在等答复。"))
    if rows.filter(right=right, stage=Stage.GRANTED).exists():
        raise StepNotOpen(_("已经同意删除了，到日子就删。"))
    most = provision("rights.a_day", on=timezone.localdate(now))
    if rows.filter(asked_at__gt=now - timedelta(days=1)).count() >= most:
        raise StepNotOpen(_("这件事今天提的申请太多了，请明天再提。"))


def _give(row: RightsRequest, *, actor: Actor, now: datetime) -> RightsRequest:
    row.stage, row.decided_at = Stage.DONE, now
    row.save(force_insert=True)
    tell(row, "right_given", actor=actor, now=now)
    return row


def _wait(row: RightsRequest, matter: Matter, *, actor: Actor, now: datetime) -> RightsRequest:
    """Let its clock run and call whoever decides. Of a sealed matter nobody is called: its holders see it on its page."""
    unit = matter.unit if matter.is_sealed else duty_unit(on=timezone.localdate(now))
    row.save(force_insert=True)
    clock = start_task(matter, rule_of(matter, CLOCK), task_id=row.id, unit=unit, actor=actor, now=now)
    row.due_at = clock.due_at
    row.save(update_fields=["due_at"])
    if not matter.is_sealed:
        key = f"{ALERT}:{row.id}"
        alert(matter.id, kind=ALERT, key=key, says={}, now=now, unit=unit, permission=DECIDE)
    return row

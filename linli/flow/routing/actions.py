"""Move a matter to the unit responsible: by rule, or by the hand of the centre."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.core.matters.models import Category, Entry, Involvement, Matter, Severity
from linli.core.procedures.answers import AnswersWrong
from linli.core.procedures.beginning import Beginning
from linli.core.procedures.taking import Change, take_step
from linli.flow.routing.queries import Decision, Question, decide
from linli.flow.routing.suggesting.queries import was_suggested
from linli.ground.people.actor import SYSTEM, Actor
from linli.ground.people.models import Unit
from linli.ground.people.queries import unit_there

ROUTE = "route"  # the step by which rules give a matter to a unit; where there is none, people do


def question_of(matter: Matter) -> Question:
    return Question(matter.kind, matter.severity, matter.category_id, matter.town_id, matter.village_id)


@transaction.atomic
def route(matter: Matter, *, now: datetime) -> Entry:
    """Give a fresh matter to the unit that the rules name, and record which rule it was."""
    decision = decide(question_of(matter), on=timezone.localdate(now))
    involve(matter.id, decision.unit, now=now)
    return take_step(matter.id, ROUTE, actor=SYSTEM, now=now, change=_handed_to(decision))


def route_beginning(beginning: Beginning, *, now: datetime) -> None:
    """Do the same to a matter that is being taken in, where its procedure has such a step; writes nothing."""
    if ROUTE not in beginning.procedure.steps:
        return
    decision = decide(question_of(beginning.matter), on=timezone.localdate(now))
    beginning.take_step(ROUTE, now=now, change=_handed_to(decision))
    beginning.hand_to(decision.unit)


@transaction.atomic
def dispatch(
    matter_id: UUID,
    *,
    unit_id: UUID | None,
    reason: str,
    actor: Actor,
    now: datetime,
    version: int | None = None,
) -> Entry:
    """Give the matter to a unit by hand, with a reason. Raises what take_step raises."""
    unit = unit_there(unit_id, on=timezone.localdate(now)) if unit_id else None
    if unit_id and unit is None:
        raise AnswersWrong({"unit": _("没有这个单位，请重新选择。")})
    decision = Decision(unit, reason) if unit else None
    entry = take_step(
        matter_id,
        "dispatch",
        actor=actor,
        now=now,
        version=version,
        answers={"unit": str(unit.id) if unit else "", "reason": reason},
        change=_handed_to(decision) if decision else Change({}, {}),
    )
    if unit:
        involve(matter_id, unit, now=now)
    return entry


def classify(
    matter_id: UUID,
    *,
    category_id: UUID | None,
    severity: str,
    lesson: str = "",
    actor: Actor,
    now: datetime,
    version: int | None = None,
) -> Entry:
    """Say what the matter is about and how grave it is. The unit that has it keeps it until somebody dispatches it.

    `lesson`: by which lesson categories were suggested to whoever says so; the entry tells whether theirs was among them.
    """
    category = Category.objects.filter(id=category_id).first() if category_id else None
    if category_id and category is None:
        raise AnswersWrong({"category": _("没有这个分类，请重新选择。")})
    if severity and severity not in Severity.values:
        raise AnswersWrong({"severity": _("没有这种轻重等级。")})
    says = {
        "category_name": category.name if category else "",
        **was_suggested(matter_id, category, lesson, now),
    }
    return take_step(
        matter_id,
        "classify",
        actor=actor,
        now=now,
        version=version,
        answers={"category": str(category.id) if category else "", "severity": severity},
        change=Change(fields={"category": category, "severity": severity}, says=says),
    )


def involve(matter_id: UUID, unit: Unit, *, now: datetime) -> None:
    """Keep that `unit` has had the matter; it may go on reading it."""
    matter = Matter.objects.visible_to(SYSTEM).only("received_at", "involved").get(id=matter_id)
    row = Involvement(matter_id=matter_id, unit=unit, since=now, received_at=matter.received_at)
    Involvement.objects.bulk_create([row], ignore_conflicts=True)
    marks = matter.involved.split()
    if f"i{unit.id}" not in marks:
        matter.involved = " ".join([*marks, f"i{unit.id}"])
        matter.save(update_fields=["involved"])


def _handed_to(decision: Decision) -> Change:
    says = {
        "unit": str(decision.unit.id),
        "unit_name": decision.unit.name,
        "rule": decision.sentence,
        "article": decision.article,
        "rule_id": str(decision.rule_id or ""),
        "duty_id": str(decision.duty_id or ""),
    }
    return Change(fields={"unit": decision.unit, "handler": None, "offered_to": None}, says=says)

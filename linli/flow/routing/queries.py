"""Decide who is responsible: rules in order, the first that finds a unit decides, and says so."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from linli.core.matters.models import Category
from linli.flow.routing.models import Duty, Rule
from linli.ground.people.models import Unit
from linli.ground.people.queries import duty_unit
from linli.ground.people.queries.dates import valid_on
from linli.lib.kept import kept


@dataclass(frozen=True)
class Question:
    """What routing looks at: never who asks."""

    kind: str = ""
    severity: str = ""
    category_id: UUID | None = None
    town_id: UUID | None = None
    village_id: UUID | None = None


@dataclass(frozen=True)
class Decision:
    """The unit, and why: the rule's sentence and, from the duty list, the article. `rule_id` None: nobody else was found."""

    unit: Unit
    sentence: str
    article: str = ""
    rule_id: UUID | None = None
    duty_id: UUID | None = None


def decide(question: Question, *, on: date) -> Decision:
    """Return who is responsible. Never fails to find somebody: in the end it is the centre's duty post."""
    for rule in _rules(on=on):
        if (rule.severity and rule.severity != question.severity) or (
            rule.kind and rule.kind != question.kind
        ):
            continue
        if decision := _apply(rule, question, on=on):
            return decision
    return Decision(duty_unit(on=on), _("没有找到专门负责的单位，由县中心值班岗负责"))


def _apply(rule: Rule, question: Question, *, on: date) -> Decision | None:
    if rule.to == Rule.To.DUTY:
        return _by_duty_list(rule, question, on=on)
    if rule.to == Rule.To.CENTRE:
        return Decision(duty_unit(on=on), _sentence(rule), rule_id=rule.id)
    area_id = question.village_id if rule.to == Rule.To.VILLAGE else question.town_id
    kind = "village" if rule.to == Rule.To.VILLAGE else "town"
    if area_id is None:
        return None
    unit = _unit_of(area_id, kind, on=on)
    return Decision(unit, _sentence(rule), rule_id=rule.id) if unit else None


def _by_duty_list(rule: Rule, question: Question, *, on: date) -> Decision | None:
    """Find the most specific line: the category itself before its parents, the village before the town before everywhere."""
    if question.category_id is None:
        return None
    lineage, lines = _duties(question.category_id, on=on)
    places: tuple[UUID | None, ...] = (question.village_id, question.town_id, None)
    fitting = [
        line
        for line in lines
        if line.area_id in places and (not line.severity or line.severity == question.severity)
    ]
    best = _most_specific(fitting, lineage, places)
    unit = _in_force(best.unit, on=on) if best else None
    if best is None or unit is None:
        return None
    return Decision(unit, _sentence(rule), article=best.article, rule_id=rule.id, duty_id=best.id)


def _most_specific(
    lines: Iterable[Duty], lineage: list[UUID], places: tuple[UUID | None, ...]
) -> Duty | None:
    return min(
        lines,
        key=lambda line: (
            lineage.index(line.category_id),
            places.index(line.area_id),
            not line.severity,
            line.id,
        ),
        default=None,
    )


@kept
def _rules(*, on: date) -> list[Rule]:
    return list(Rule.objects.filter(valid_on(on)).order_by("place"))


@kept
def _unit_of(area_id: UUID, kind: str, *, on: date) -> Unit | None:
    units = Unit.objects.filter(valid_on(on), area=area_id, kind=kind)
    return _in_force(units.order_by("code").first(), on=on)


@kept
def _duties(category_id: UUID, *, on: date) -> tuple[list[UUID], list[Duty]]:
    """Return the category and its parents, nearest first, and the lines of the duty list about any of them."""
    lineage = _lineage(category_id)
    return lineage, list(Duty.objects.filter(valid_on(on), category__in=lineage).select_related("unit"))


def _lineage(category_id: UUID) -> list[UUID]:
    """Return the category and its parents, nearest first."""
    path = Category.objects.filter(id=category_id).values_list("path", flat=True).first() or ""
    codes = path.split("/")
    found = dict(Category.objects.filter(code__in=codes).values_list("code", "id"))
    return [found[code] for code in reversed(codes) if code in found]


def _in_force(unit: Unit | None, *, on: date) -> Unit | None:
    """Follow successors until a unit that exists on that day; a circle or an end without one is nobody."""
    seen: set[UUID] = set()
    while unit is not None and unit.valid_to is not None and unit.valid_to < on:
        if unit.id in seen:
            return None
        seen.add(unit.id)
        unit = unit.successor
    return unit


def _sentence(rule: Rule) -> str:
    return (rule.sentence_en or rule.sentence) if (get_language() or "").startswith("en") else rule.sentence

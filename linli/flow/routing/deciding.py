"""Deciding who is responsible, purely: a question and a set of rules in, a unit and the reason out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from linli.flow.routing.models import Duty, Rule
from linli.ground.people.models import Unit


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


class RuleSet(Protocol):
    """Rules, duty list and units as they stand on one day."""

    @property
    def on(self) -> date: ...

    def rules(self) -> Sequence[Rule]:
        """Return the rules in the order in which they are tried."""
        ...

    def lines(self, category_id: UUID) -> tuple[Sequence[UUID], Sequence[Duty]]:
        """Return the category and its parents, nearest first, and the lines of the duty list about any of them."""
        ...

    def unit_of(self, area_id: UUID, kind: str) -> Unit | None:
        """Return the unit of this kind for the area, in force."""
        ...

    def duty_unit(self) -> Unit:
        """Return the unit that gets what nobody else is responsible for."""
        ...


def decide_by(rule_set: RuleSet, question: Question) -> Decision:
    """Return who is responsible: the first rule that fits and finds a unit decides; in the end it is the duty post."""
    for rule in rule_set.rules():
        if fits(rule, question) and (decision := applied(rule, question, rule_set)):
            return decision
    return Decision(rule_set.duty_unit(), _("没有找到专门负责的单位，由县中心值班岗负责"))


def fits(rule: Rule, question: Question) -> bool:
    """Tell whether the rule speaks of such matters."""
    return rule.severity in ("", question.severity) and rule.kind in ("", question.kind)


def applied(rule: Rule, question: Question, rule_set: RuleSet) -> Decision | None:
    """Return what a rule that fits decides; None where it finds no unit."""
    if rule.to == Rule.To.DUTY:
        return _by_duty_list(rule, question, rule_set)
    if rule.to == Rule.To.CENTRE:
        return Decision(rule_set.duty_unit(), _sentence(rule), rule_id=rule.id)
    area_id = question.village_id if rule.to == Rule.To.VILLAGE else question.town_id
    kind = "village" if rule.to == Rule.To.VILLAGE else "town"
    if area_id is None:
        return None
    unit = rule_set.unit_of(area_id, kind)
    return Decision(unit, _sentence(rule), rule_id=rule.id) if unit else None


def _by_duty_list(rule: Rule, question: Question, rule_set: RuleSet) -> Decision | None:
    """Find the most specific line: the category itself before its parents, the village before the town before everywhere."""
    if question.category_id is None:
        return None
    lineage, lines = rule_set.lines(question.category_id)
    places: tuple[UUID | None, ...] = (question.village_id, question.town_id, None)
    fitting = [
        line
        for line in lines
        if line.area_id in places and (not line.severity or line.severity == question.severity)
    ]
    best = _most_specific(fitting, lineage, places)
    unit = in_force(best.unit, on=rule_set.on) if best else None
    if best is None or unit is None:
        return None
    return Decision(unit, _sentence(rule), article=best.article, rule_id=rule.id, duty_id=best.id)


def _most_specific(
    lines: Iterable[Duty], lineage: Sequence[UUID], places: tuple[UUID | None, ...]
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


def in_force(unit: Unit | None, *, on: date) -> Unit | None:
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

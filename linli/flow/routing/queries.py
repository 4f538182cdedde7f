"""Who is responsible by the rules in force: what deciding needs is read when it is asked for, and kept for a moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from linli.core.matters.models import Category
from linli.flow.routing.deciding import Decision, Question, RuleSet, decide_by, in_force
from linli.flow.routing.models import Duty, Rule
from linli.ground.people.models import Unit
from linli.ground.people.queries import duty_unit
from linli.ground.people.queries.dates import valid_on
from linli.lib.kept import kept

__all__ = ["Decision", "InForce", "Question", "decide", "duty_lines"]


def decide(question: Question, *, on: date) -> Decision:
    """Return who is responsible. Never fails to find somebody: in the end it is the centre's duty post."""
    rule_set: RuleSet = InForce(on)
    return decide_by(rule_set, question)


@dataclass(frozen=True)
class InForce:
    """The rule set in force on one day."""

    on: date

    def rules(self) -> Sequence[Rule]:
        return _rules(on=self.on)

    def lines(self, category_id: UUID) -> tuple[Sequence[UUID], Sequence[Duty]]:
        return _duties(category_id, on=self.on)

    def unit_of(self, area_id: UUID, kind: str) -> Unit | None:
        return _unit_of(area_id, kind, on=self.on)

    def duty_unit(self) -> Unit:
        return duty_unit(on=self.on)


def duty_lines(category_id: UUID | None, *, on: date) -> list[Duty]:
    """Return the lines of the duty list about a category or one above it, the nearest first."""
    if category_id is None:
        return []
    lineage, lines = _duties(category_id, on=on)
    return sorted(lines, key=lambda line: (lineage.index(line.category_id), line.unit.code))


@kept
def _rules(*, on: date) -> list[Rule]:
    return list(Rule.objects.filter(valid_on(on)).order_by("place"))


@kept
def _unit_of(area_id: UUID, kind: str, *, on: date) -> Unit | None:
    units = Unit.objects.filter(valid_on(on), area=area_id, kind=kind)
    return in_force(units.order_by("code").first(), on=on)


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

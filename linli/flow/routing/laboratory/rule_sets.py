"""Rule sets in memory: the one in force and the one that a draft would make, both of one day."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self
from uuid import UUID

from linli.core.matters.models import Category
from linli.flow.routing.deciding import in_force
from linli.flow.routing.laboratory.models import Draft, DraftDuty, DraftRule, rule_fields
from linli.flow.routing.laboratory.queries.standing import not_over
from linli.flow.routing.models import Duty, Rule
from linli.ground.people.models import Unit
from linli.ground.people.queries import duty_unit
from linli.ground.people.queries.dates import valid_on


@dataclass(frozen=True)
class Surroundings:
    """What no draft changes: units with their successors, the units of areas, categories with their parents."""

    on: date
    units: Mapping[UUID, Unit]
    of_areas: Mapping[tuple[UUID, str], Unit | None]
    lineages: Mapping[UUID, tuple[UUID, ...]]
    duty: Unit

    @classmethod
    def load(cls, *, on: date) -> Self:
        """Read everything once. Four queries."""
        units = {unit.id: unit for unit in Unit.objects.order_by("code")}
        for unit in units.values():
            unit.successor = units[unit.successor_id] if unit.successor_id else None
        of_areas: dict[tuple[UUID, str], Unit | None] = {}
        for unit in units.values():
            if _holds(unit, on):
                of_areas.setdefault((unit.area_id, unit.kind), in_force(unit, on=on))
        return cls(on, units, of_areas, _lineages(), duty_unit(on=on))


@dataclass(frozen=True)
class Book:
    """A rule set in memory, as deciding asks for it (`deciding.RuleSet`)."""

    around: Surroundings
    in_order: Sequence[Rule]
    by_category: Mapping[UUID, Sequence[Duty]]

    @classmethod
    def of(cls, around: Surroundings, rules: Iterable[Rule], duties: Iterable[Duty]) -> Self:
        """Make one of those rows that hold on the day of the surroundings."""
        by_category: dict[UUID, list[Duty]] = defaultdict(list)
        for line in duties:
            if _holds(line, around.on):
                line.unit = around.units[line.unit_id]
                by_category[line.category_id].append(line)
        holding = (rule for rule in rules if _holds(rule, around.on))
        return cls(around, sorted(holding, key=lambda rule: rule.place), dict(by_category))

    @property
    def on(self) -> date:
        return self.around.on

    @property
    def duties(self) -> list[Duty]:
        return [line for lines in self.by_category.values() for line in lines]

    def rules(self) -> Sequence[Rule]:
        return self.in_order

    def lines(self, category_id: UUID) -> tuple[Sequence[UUID], Sequence[Duty]]:
        lineage = self.around.lineages.get(category_id, ())
        return lineage, [line for above in lineage for line in self.by_category.get(above, ())]

    def unit_of(self, area_id: UUID, kind: str) -> Unit | None:
        return self.around.of_areas.get((area_id, kind))

    def duty_unit(self) -> Unit:
        return self.around.duty


def book_in_force(around: Surroundings) -> Book:
    """Return the rule set that routes on that day. Two queries."""
    holding = valid_on(around.on)
    return Book.of(around, Rule.objects.filter(holding), Duty.objects.filter(holding))


def book_of(draft: Draft, around: Surroundings) -> Book:
    """Return the rule set that the draft would make: what it leaves alone as that is, and what it wants instead."""
    wanted = list(draft.rules.filter(is_ended=False))
    bases = Rule.objects.in_bulk([row.base_id for row in wanted if row.base_id])
    rules = [_rule(row, bases.get(row.base_id) if row.base_id else None) for row in wanted]
    return Book.of(around, rules, lines_of(draft, around))


def lines_of(draft: Draft, around: Surroundings) -> list[Duty]:
    """Return the duty list that the draft would make: what holds on that day of the surroundings or later."""
    rows = list(draft.duties.select_related("category", "area"))
    present = Duty.objects.filter(not_over(around.on)).select_related("category", "area")
    lines = {line.id: line for line in present}
    ends = {row.base_id: lines.pop(row.base_id).valid_to for row in rows if row.base_id in lines}
    drafted = [_duty(row, ends.get(row.base_id) if row.base_id else None) for row in rows if not row.is_ended]
    found = [*lines.values(), *drafted]
    for line in found:
        line.unit = around.units[line.unit_id]
    return found


def _rule(row: DraftRule, base: Rule | None) -> Rule:
    if base is not None and not row.is_changed:
        return base
    return Rule(id=row.id, valid_to=base.valid_to if base else None, **rule_fields(row))


def _duty(row: DraftDuty, until: date | None) -> Duty:
    fields = {name: getattr(row, name) for name in ("category", "area", "severity", "unit_id", "article")}
    return Duty(id=row.id, valid_to=until, **fields)


def _holds(row: Rule | Duty | Unit, on: date) -> bool:
    return (row.valid_from is None or row.valid_from <= on) and (row.valid_to is None or on <= row.valid_to)


def _lineages() -> dict[UUID, tuple[UUID, ...]]:
    """Return each category with its parents, nearest first, by the chain of codes that it keeps."""
    rows = list(Category.objects.values_list("id", "code", "path"))
    ids = {code: key for key, code, _path in rows}
    return {
        key: tuple(ids[code] for code in reversed(path.split("/")) if code in ids)
        for key, _code, path in rows
    }

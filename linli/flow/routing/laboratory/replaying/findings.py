"""What is wrong with a rule set by itself: rules that cannot be reached, lines that contradict each other, dead units."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, product
from uuid import UUID

from linli.core import capability
from linli.core.matters.models import Severity
from linli.flow.routing.deciding import Question, fits, in_force
from linli.flow.routing.laboratory.rule_sets import Book, Surroundings
from linli.flow.routing.models import Duty, Rule
from linli.ground.people.models import Unit


@dataclass(frozen=True)
class Shadowed:
    """A rule that can never decide anything: for every matter that it speaks of, one of `by` has decided before."""

    rule: Rule
    by: tuple[Rule, ...]


@dataclass(frozen=True)
class Conflict:
    """Two lines of equal weight for the same question. `names_two`: they name different units; else one is superfluous."""

    first: Duty
    second: Duty
    names_two: bool


@dataclass(frozen=True)
class Dead:
    """Lines that name a unit which is over, or will be, and that nobody has taken over from."""

    unit: Unit
    until: date
    is_over: bool
    lines: tuple[Duty, ...]


def shadowed(rules: Sequence[Rule]) -> list[Shadowed]:
    """Return the rules that earlier ones leave nothing to.

    An earlier rule leaves nothing if it speaks of the same matters and goes to the duty post, which is always there, or
    to the same level: where it found no unit, the later one finds none either.
    """
    found = []
    for at, rule in enumerate(rules):
        takers: dict[UUID, Rule] = {}
        for question in _kinds_of_matters(rule):
            taker = _taker(rules[:at], rule, question)
            if taker is None:
                break
            takers[taker.id] = taker
        else:
            found.append(Shadowed(rule, tuple(takers.values())))
    return found


def _taker(earlier: Iterable[Rule], rule: Rule, question: Question) -> Rule | None:
    sure = (Rule.To.CENTRE, rule.to)
    return next((one for one in earlier if fits(one, question) and one.to in sure), None)


def _kinds_of_matters(rule: Rule) -> Iterable[Question]:
    """Yield one question for each kind and severity that the rule speaks of; "" stands for any other kind."""
    kinds = [rule.kind] if rule.kind else ["", *known_kinds()]
    severities = [rule.severity] if rule.severity else list(Severity.values)
    return (Question(kind=kind, severity=severity) for kind, severity in product(kinds, severities))


def known_kinds() -> dict[str, str]:
    """Return the kinds of matters that come to this centre, by code."""
    return {kind.code: str(kind.label) for one in capability.every() for kind in one.kinds}


def conflicts(duties: Iterable[Duty]) -> list[Conflict]:
    """Return pairs of lines about the same category, place and severity that hold on a day in common."""
    alike: dict[tuple[UUID, UUID | None, str], list[Duty]] = defaultdict(list)
    for line in duties:
        alike[line.category_id, line.area_id, line.severity].append(line)
    pairs = (pair for lines in alike.values() for pair in combinations(lines, 2))
    return [Conflict(one, other, one.unit_id != other.unit_id) for one, other in pairs if _meet(one, other)]


def _meet(one: Duty, other: Duty) -> bool:
    begins = max(one.valid_from or date.min, other.valid_from or date.min)
    return begins <= min(one.valid_to or date.max, other.valid_to or date.max)


def dead(book: Book) -> list[Dead]:
    """Return the units on the duty list that end and have no successor, those that are over first."""
    lines: dict[UUID, list[Duty]] = defaultdict(list)
    for line in book.duties:
        lines[line.unit_id].append(line)
    found = [_dead(book.around, key, named) for key, named in lines.items()]
    return sorted((one for one in found if one), key=lambda one: (not one.is_over, one.until, one.unit.code))


def _dead(around: Surroundings, unit_id: UUID, lines: list[Duty]) -> Dead | None:
    unit = around.units[unit_id]
    last = unit
    seen = {unit.id}
    while last.valid_to is not None and last.successor is not None and last.successor.id not in seen:
        last = last.successor
        seen.add(last.id)
    if last.valid_to is None:
        return None
    return Dead(unit, last.valid_to, in_force(unit, on=around.on) is None, tuple(lines))

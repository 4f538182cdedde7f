"""The rules of marks in force: the centre's own rows, else those that the room ships."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from linli.flow.handling.supervision.models import MarkRule
from linli.ground.people.queries.dates import valid_on

FILE = Path(__file__).with_name("mark_rules.toml")


@dataclass(frozen=True)
class Rule:
    """From `count` events within `months` on, a mark of this colour is proposed, which counts for `valid_months`."""

    ground: str
    count: int
    months: int
    colour: str
    valid_months: int
    source: str


@cache
def shipped() -> Mapping[str, Rule]:
    said = tomllib.loads(FILE.read_text(encoding="utf-8"))["rules"]
    return {one["ground"]: Rule(**one) for one in said}


def rules(*, on: date) -> dict[str, Rule]:
    """Return the rules in force on that day, by ground; those that the centre turned off are not among them."""
    found = dict(shipped())
    for row in MarkRule.objects.filter(valid_on(on)).order_by("valid_from"):
        found[row.ground] = Rule(row.ground, row.count, row.months, row.colour, row.valid_months, row.source)
    return {ground: rule for ground, rule in found.items() if rule.count}

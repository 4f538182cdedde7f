"""The rules of marks in force: the centre's own rows, else those that the room ships."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
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


def months_before(day: date, months: int) -> date:
    """Return the same day so many months earlier, or the last day of that month."""
    return months_after(day, -months)


def months_after(day: date, months: int) -> date:
    """Return the same day so many months later, or the last day of that month (民法典第二百零二条)."""
    month = day.year * 12 + day.month - 1 + months
    first = date(month // 12, month % 12 + 1, 1)
    following = date((month + 1) // 12, (month + 1) % 12 + 1, 1)
    last = (following - timedelta(days=1)).day
    return first.replace(day=min(day.day, last))

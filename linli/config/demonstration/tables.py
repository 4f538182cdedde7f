"""The rules, the duty list and the limits of the demonstration county, from its locality's files."""

import tomllib
from pathlib import Path
from typing import Any

from linli.core.clocks.models import LimitRow
from linli.core.matters.models import Category
from linli.flow.handling.escalations.models import Rung
from linli.flow.routing.models import Duty, Rule
from linli.ground.people.models import Unit
from linli.lib.limits import parse_limit


def load_tables(folder: Path) -> None:
    """Fill the tables that routing and clocks read; leaves what is there already."""
    routing = _read(folder / "routing.toml")
    for place, said in enumerate(routing["rule"], start=1):
        Rule.objects.get_or_create(place=place * 10, defaults=said)
    _load_duties(routing["duties"])
    for said in _read(folder / "limits.toml")["limit"]:
        limit = parse_limit(said.pop("limit"), source=said.pop("source"))
        LimitRow.objects.get_or_create(**said, amount=limit.amount, unit=limit.unit, source=limit.source)

    for said in _read(folder / "escalations.toml")["rung"]:
        Rung.objects.get_or_create(**said)


def _load_duties(duties: dict[str, str]) -> None:
    categories = {category.code: category for category in Category.objects.filter(code__in=duties)}
    units = {unit.code: unit for unit in Unit.objects.filter(code__in=duties.values())}
    for number, (code, unit) in enumerate(duties.items(), start=1):
        Duty.objects.get_or_create(
            category=categories[code],
            unit=units[unit],
            defaults={"article": f"县级责任清单第{number}项（示例）"},
        )


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))

"""Numbers of the rules by which a centre works, each with its source: how many returns, how often to ring, what share.

Each room ships its own as data, in `provisions.toml`; a centre sets others, with dates, in the register.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from django.apps import apps
from django.db.models import F

from linli.core.procedures.words import Words
from linli.core.registers.models import Provision
from linli.ground.people.queries.dates import valid_on
from linli.lib.kept import kept

FILE = "provisions.toml"


@dataclass(frozen=True)
class Shipped:
    """A number as its room ships it: in what (`unit`, words such as times or percent), and the rule that says so."""

    name: str
    label: Words
    value: int
    unit: Words
    source: str


@cache
def every() -> Mapping[str, Shipped]:
    """Return what the rooms ship, by name. Raises ValueError where two ship one name."""
    found: dict[str, Shipped] = {}
    for app in apps.get_app_configs():
        path = Path(app.path) / FILE
        if not path.is_file():
            continue
        for said in tomllib.loads(path.read_text(encoding="utf-8"))["provisions"]:
            if said["name"] in found:
                raise ValueError(f"{path}: two rooms ship a provision named {said['name']}")
            label, unit = Words.of(said["label"]), Words.of(said["unit"])
            found[said["name"]] = Shipped(said["name"], label, said["value"], unit, said["source"])
    return found


def provision(name: str, *, on: date) -> int:
    """Return the number in force on that day: the centre's own, else the shipped one. Raises KeyError."""
    own = _own(on).get(name)
    return own if own is not None else every()[name].value


def provisions(names: Iterable[str], *, on: date) -> dict[str, int]:
    """Return several of them, read at once. Raises KeyError."""
    own = _own(on)
    return {name: own[name] if name in own else every()[name].value for name in names}


@kept
def _own(on: date) -> dict[str, int]:
    rows = Provision.objects.filter(valid_on(on)).order_by(F("valid_from").asc(nulls_first=True), "id")
    return dict(rows.values_list("name", "value"))

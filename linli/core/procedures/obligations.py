"""Clocks that no single procedure owns: of tasks beside a matter, and the windows within which something may be done.

Each room ships its own as data, in `obligations.toml`: the tables of [[clocks]] as procedures have them, with `level`
"task" or "window". A procedure may set its own limit for one by a clock of the same name, a centre by its register of
limits.
"""

import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path

from django.apps import apps
from django.utils import timezone

from linli.core import capability
from linli.core.clocks import evaluate
from linli.core.clocks.queries import limits_for
from linli.core.matters.models import Matter
from linli.core.procedures import shelf
from linli.core.procedures.procedure import ClockRule
from linli.core.procedures.reading import read_clocks
from linli.core.procedures.taking import procedure_of
from linli.ground.calendars import queries as calendars
from linli.lib.limits import Limit

FILE = "obligations.toml"


@cache
def every() -> Mapping[str, ClockRule]:
    """Return the clocks that the rooms ship, by name. Raises ProcedureWrong, ValueError where two have one name."""
    found: dict[str, ClockRule] = {}
    for app in apps.get_app_configs():
        path = Path(app.path) / FILE
        if not path.is_file():
            continue
        text = path.read_text(encoding="utf-8")
        for rule in read_clocks(tomllib.loads(text), text, file=str(path)).values():
            if rule.name in found:
                raise ValueError(f"two rooms ship a clock named {rule.name}")
            found[rule.name] = rule
    return found


def rule_of(matter: Matter, name: str) -> ClockRule:
    """Return the clock `name` as the matter's procedure has it, else as its room ships it. Raises KeyError."""
    return procedure_of(matter).clocks.get(name) or every()[name]


def name_of_clock(name: str) -> str:
    """Return what a clock is called, in whatever procedure or room it is; its code where it is in none any more."""
    procedures = (shelf.current(name) for name in capability.procedures())
    for rules in (*(procedure.clocks for procedure in procedures), every()):
        if name in rules:
            return str(rules[name].label)
    return name


def limit_of(matter: Matter, name: str, *, on: date) -> Limit:
    """Return the limit of the clock or window `name` for this matter: the centre's own, else the shipped one."""
    return limits_for(
        matter.procedure,
        {name: rule_of(matter, name).limit},
        on=on,
        category=matter.category,
        kind=matter.kind,
        severity=matter.severity,
    )[name]


def window_ends(matter: Matter, name: str, *, since: datetime) -> datetime:
    """Return until when something may be done that the window `name`, opened at `since`, allows."""
    limit = limit_of(matter, name, on=timezone.localdate(since))
    return evaluate.due(limit, calendars.calendar(""), since, ()).at

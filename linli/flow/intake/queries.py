"""What can be said before anything is sent."""

from datetime import datetime

from linli.core import capability
from linli.core.clocks import actions as clocks
from linli.core.clocks.models import Clock
from linli.core.matters.models import Category, Matter, Severity
from linli.core.procedures import shelf


def promise(
    name: str,
    *,
    kind: str = "",
    category: Category | None = None,
    severity: str = Severity.SMALL,
    now: datetime,
) -> Clock:
    """Return the clock, unsaved, by which a matter of this capability and kind would have to be answered."""
    procedure = shelf.current(capability.named(name).procedure)
    matter = Matter(procedure=procedure.name, category=category, kind=kind, severity=severity)
    rules = [procedure.clocks[clock] for clock in procedure.starts]
    return next(clock for clock in clocks.prepare(matter, rules, now=now) if clock.level == "matter")

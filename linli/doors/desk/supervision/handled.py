"""How many matters a unit had, as the figures know it: the denominator beside its supervisions and marks."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from linli.flow.statistics.queries import SEE, Months, total
from linli.ground.people.actor import Actor, Refused
from linli.ground.people.models import Unit

MONTHS = 12


@dataclass(frozen=True)
class Handled:
    """A unit and the matters that it had between two days; None where its figures are not the reader's to see."""

    unit: Unit
    since: date
    until: date
    received: int | None


def handled_by(unit_id: UUID, *, actor: Actor, today: date) -> Handled | None:
    """Return the last twelve months of a unit; None where there is no such unit."""
    unit = Unit.objects.filter(id=unit_id).first()
    if unit is None:
        return None
    months = Months.until(today, count=MONTHS)
    received: int | None = None
    if actor.may(SEE):
        try:
            received = total(months, actor=actor, scope=f"unit:{unit_id}").counts["received"]
        except Refused:
            received = None
    return Handled(unit, months.since, today, received)

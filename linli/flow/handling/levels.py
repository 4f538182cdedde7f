"""The levels of a county: village, town, centre. What is too large for one goes to the next above it."""

from datetime import date

from linli.flow.routing.deciding import in_force
from linli.ground.people.models import Unit, UnitKind

BELOW = (UnitKind.VILLAGE, UnitKind.TOWN)


def unit_above(unit: Unit, *, on: date) -> Unit | None:
    """Return the next unit above a village's or a town's that exists on that day; None above all others.

    A department is no level: what is not its business it returns to the centre, within the time and by the rules for that.
    """
    if unit.kind not in BELOW:
        return None
    above = in_force(unit.parent, on=on)
    seen = {unit.id}
    while (
        above is not None and above.id not in seen and above.valid_from is not None and above.valid_from > on
    ):
        seen.add(above.id)
        above = in_force(above.parent, on=on)
    return above

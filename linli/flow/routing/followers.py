"""Route what was taken in."""

from datetime import datetime

from linli.core.matters import ledger
from linli.core.matters.models import Entry, Matter
from linli.core.procedures.taking import procedure_of
from linli.flow.routing.actions import route
from linli.ground.people.actor import SYSTEM


@ledger.follow("intake.received", name="routing.route", prompt=True)
def route_what_was_received(entry: Entry, *, now: datetime) -> None:
    """Route the matter unless somebody has moved it already."""
    matter = Matter.objects.visible_to(SYSTEM).get(id=entry.subject)
    if matter.state == procedure_of(matter).start and matter.version == 1:
        route(matter, now=now)

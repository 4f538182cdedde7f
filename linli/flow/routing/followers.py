"""Route what was taken in: at once where that is possible, else when the worker comes to it."""

from collections.abc import Sequence
from datetime import datetime

from linli.core.matters import ledger
from linli.core.matters.models import Entry, Matter
from linli.core.procedures.beginning import Beginning
from linli.core.procedures.taking import procedure_of
from linli.flow.intake.onward import onward
from linli.flow.routing.actions import ROUTE, route, route_beginning
from linli.ground.people.actor import SYSTEM


@onward
def route_at_once(beginning: Beginning, *, now: datetime) -> None:
    """Route the matter while it is being taken in."""
    route_beginning(beginning, now=now)


@ledger.follow_many("intake.received", name="routing.route", unless=("routing.routed",))
def route_what_was_received(entries: Sequence[Entry], *, now: datetime) -> None:
    """Route the matters that nobody has moved yet: those that could not be routed at once, where their procedure routes."""
    unmoved = Matter.objects.visible_to(SYSTEM).filter(id__in=[entry.subject for entry in entries], version=1)
    for matter in unmoved.order_by("id"):
        procedure = procedure_of(matter)
        if matter.state == procedure.start and ROUTE in procedure.steps:
            route(matter, now=now)

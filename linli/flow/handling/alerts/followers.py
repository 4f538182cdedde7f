"""What calls when something happened to a matter elsewhere."""

from datetime import datetime

from linli.core.matters import ledger
from linli.core.matters.models import Entry, Matter, Severity
from linli.flow.handling.alerts import urgent
from linli.flow.handling.alerts.actions import settle_alerts
from linli.flow.intake.onward import always
from linli.ground.people.actor import SYSTEM

CLASSIFIED = "routing.classified"
MOVED = ("routing.dispatched", "routing.arbitrated", "handling.returned", "handling.escalated")

always(urgent.called_at_intake)


@ledger.follow(CLASSIFIED, *MOVED, name="alerts.urgent", prompt=True)
def call_for_what_is_urgent(entry: Entry, *, now: datetime) -> None:
    """Call for an urgent matter that came to another unit, or has just become urgent; be silent when it no longer is."""
    every = Matter.objects.visible_to(SYSTEM).select_related("unit").select_for_update(of=("self",))
    matter = every.filter(id=entry.subject, is_open=True).first()
    if matter is None:
        return
    if matter.severity != Severity.URGENT:
        settle_alerts(matter.id, kind=urgent.KIND, now=now)
    elif (entry.verb != CLASSIFIED and matter.handler_id is None) or (
        entry.verb == CLASSIFIED and not urgent.was_called_for(matter)
    ):
        urgent.call(matter, entry.id, now=now)

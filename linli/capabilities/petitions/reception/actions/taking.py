"""Take a number."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from linli.capabilities.petitions.reception import queries
from linli.capabilities.petitions.reception.models import Ending, Service, Stop, Ticket
from linli.core.matters import ledger
from linli.ground.people.actor import SYSTEM, Actor, Refused


class NotNow(Exception):
    """This cannot be done now; the message says why."""


@transaction.atomic
def take_number(service_id: UUID, *, actor: Actor, now: datetime) -> Ticket:
    """Give the next number of the day; the visit begins at the centre's own window. Raises Refused.

    The first number of a day ends what was left open on earlier days.
    """
    today = timezone.localdate(now)
    service = queries.service_of(actor, service_id, on=today)
    if service is None:
        raise Refused(queries.SERVE)
    Service.objects.select_for_update().get(id=service.id)
    last = Ticket.objects.filter(service=service, day=today).aggregate(last=Max("number"))["last"] or 0
    if not last:
        close_days_before(service.hall_id, today, now=now)
    ticket = Ticket.objects.create(
        hall=service.hall, service=service, day=today, number=last + 1, taken_at=now
    )
    Stop.objects.create(ticket=ticket, place=1, hall=service.hall, unit=service.hall, since=now)
    ledger.record(ticket.id, "reception.taken", actor=actor, now=now, body={"number": ticket.label})
    return ticket


def close_days_before(hall_id: UUID, today: date, *, now: datetime) -> None:
    """End the visits of earlier days that nobody ended, and wipe what was noted."""
    left = Ticket.objects.select_for_update().filter(hall=hall_id, day__lt=today, ended_at=None)
    for ticket in left:
        ticket.ended_at, ticket.ending = now, Ending.LEFT
        ticket.save(update_fields=["ended_at", "ending"])
        wipe(ticket, now=now)
        ledger.record(ticket.id, "reception.ended", actor=SYSTEM, now=now, body={"ending": Ending.LEFT})


def wipe(ticket: Ticket, *, now: datetime) -> None:
    """End all stops of a visit; those that never began go, and no note stays."""
    ticket.stops.filter(since=None).delete()
    ticket.stops.filter(ended_at=None).update(ended_at=now)
    ticket.stops.exclude(note="").update(note="")

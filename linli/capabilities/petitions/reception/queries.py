"""The queue of a hall: who waits for whom, who is where. Only numbers; nobody's name is known here."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from linli.capabilities.petitions.reception.models import Desk, Service, Stop, Ticket
from linli.ground.people.actor import Actor
from linli.ground.people.models import Unit
from linli.ground.people.queries import duty_unit
from linli.ground.people.queries.dates import valid_on

SERVE = "reception.serve"
OPEN = Q(ended_at=None)
WAITING = OPEN & Q(since__isnull=False, called_at=None)
CALLED = OPEN & Q(called_at__isnull=False)
MOST = 200


def hall(code: str, *, on: date) -> Unit | None:
    """Return the centre whose hall is meant; with no code that of the county."""
    if not code:
        return duty_unit(on=on)
    return Unit.objects.filter(valid_on(on), code=code).first()


def halls_of(actor: Actor, *, on: date) -> list[Unit]:
    """Return the halls in which the actor's units receive, or of which they are the centre."""
    mine = Desk.objects.filter(valid_on(on), unit__in=actor.unit_ids).values("hall")
    own = Service.objects.filter(valid_on(on), hall__in=actor.unit_ids).values("hall")
    return list(Unit.objects.filter(Q(id__in=mine) | Q(id__in=own)).order_by("code"))


def services(hall_id: UUID, *, on: date) -> list[Service]:
    return list(Service.objects.filter(valid_on(on), hall=hall_id).order_by("letter"))


def service_of(actor: Actor, service_id: UUID, *, on: date) -> Service | None:
    """Return the service if the actor serves in its hall."""
    found = Service.objects.select_related("hall").filter(valid_on(on), id=service_id).first()
    return found if found and serves_in(actor, found.hall_id, on=on) else None


def serves_in(actor: Actor, hall_id: UUID, *, on: date) -> bool:
    if not actor.may(SERVE):
        return False
    desks = Desk.objects.filter(valid_on(on), hall=hall_id, unit__in=actor.unit_ids)
    return hall_id in actor.unit_ids or desks.exists()


def desks_on(hall_id: UUID, *, on: date) -> list[Desk]:
    """Return the desks that receive on that day, by room."""
    rows = Desk.objects.filter(valid_on(on), hall=hall_id, weekdays__contains=str(on.isoweekday()))
    return list(rows.select_related("unit").order_by("room"))


def waiting(hall_id: UUID, *, on: date) -> QuerySet[Stop]:
    """Return who waits today, the longest first."""
    rows = Stop.objects.filter(WAITING, hall=hall_id, ticket__day=on)
    return rows.select_related("ticket__service", "unit", "desk").order_by("since", "id")


def waiting_at(desk: Desk, *, on: date) -> QuerySet[Stop]:
    """Return who waits for this desk, or for any of its unit."""
    mine = Q(desk=desk.id) | Q(desk=None, unit=desk.unit_id)
    return waiting(desk.hall_id, on=on).filter(mine)


def called(hall_id: UUID, *, on: date) -> list[Stop]:
    """Return who is at a desk now, the latest called first."""
    rows = Stop.objects.filter(CALLED, hall=hall_id, ticket__day=on)
    return list(rows.select_related("ticket__service", "unit", "desk").order_by("-called_at", "-id")[:MOST])


def at_desk(desk: Desk) -> Stop | None:
    """Return who is at the desk now."""
    rows = Stop.objects.filter(CALLED, desk=desk.id)
    return rows.select_related("ticket__service", "unit", "desk").first()


def stop_of(actor: Actor, stop_id: UUID) -> Stop | None:
    """Return a stop at a desk of the actor's units."""
    rows = Stop.objects.filter(id=stop_id, unit__in=actor.unit_ids)
    return rows.select_related("ticket__service", "unit", "desk").first() if actor.may(SERVE) else None


def so_far(ticket: Ticket) -> list[Stop]:
    """Return the stops of a visit in order."""
    return list(ticket.stops.select_related("unit", "desk").order_by("place"))


def ticket(ticket_id: UUID) -> Ticket | None:
    return Ticket.objects.select_related("service", "hall").filter(id=ticket_id).first()


def ahead_of(one: Ticket) -> tuple[Stop | None, int]:
    """Return the stop at which a visit is, and how many wait before it."""
    now_at = one.stops.filter(OPEN, since__isnull=False).select_related("unit", "desk").first()
    if now_at is None or now_at.called_at is not None:
        return now_at, 0
    earlier = Q(since__lt=now_at.since) | Q(since=now_at.since, id__lt=now_at.id)
    before = Stop.objects.filter(WAITING & earlier, hall=one.hall_id, unit=now_at.unit_id)
    return now_at, before.filter(ticket__day=one.day).count()


def minutes(since: datetime, until: datetime) -> int:
    return max(0, int((until - since).total_seconds() // 60))


def is_open_now(desk: Desk, *, now: datetime) -> bool:
    return desk.opens <= timezone.localtime(now).time() < desk.closes

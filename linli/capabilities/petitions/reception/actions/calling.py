"""Call the next number to a desk, and send a visitor on to other desks and back."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.capabilities.petitions.reception import queries
from linli.capabilities.petitions.reception.actions.taking import NotNow
from linli.capabilities.petitions.reception.models import Desk, Stop
from linli.core.matters import ledger
from linli.core.procedures.answers import AnswersWrong
from linli.ground.people.actor import Actor, Refused

LONGEST_NOTE = 500


@transaction.atomic
def call_next(desk_id: UUID, *, actor: Actor, now: datetime) -> Stop | None:
    """Call whoever waits longest for this desk; None where nobody waits. Raises Refused, NotNow (somebody is there)."""
    desk = Desk.objects.select_for_update().filter(id=desk_id, unit__in=actor.unit_ids).first()
    if desk is None or not actor.may(queries.SERVE):
        raise Refused(queries.SERVE)
    here = queries.at_desk(desk)
    if here is not None:
        raise NotNow(
            _("%(number)s号还在您这里。请先转出去或者结束，再叫下一位。") % {"number": here.ticket.label}
        )
    found = queries.waiting_at(desk, on=timezone.localdate(now))
    stop = found.select_for_update(of=("self",), skip_locked=True).first()
    if stop is None:
        return None
    stop.desk, stop.called_at, stop.called_by_id = desk, now, actor.staff_id
    stop.save(update_fields=["desk", "called_at", "called_by"])
    body = {"room": desk.room, "unit": str(desk.unit_id)}
    ledger.record(stop.ticket_id, "reception.called", actor=actor, now=now, body=body, unit_id=desk.unit_id)
    return stop


@transaction.atomic
def send_on(stop_id: UUID, *, to: Sequence[UUID], note: str = "", actor: Actor, now: datetime) -> None:
    """Send the visitor to these desks, one after another, then back to the centre's window.

    Raises Refused, NotNow, AnswersWrong.
    """
    stop = held(stop_id, actor=actor)
    desks = Desk.objects.select_related("unit").in_bulk(list(to))
    chosen = [desks[key] for key in dict.fromkeys(to) if key in desks and desks[key].hall_id == stop.hall_id]
    if not chosen:
        raise AnswersWrong({"to": _("请选转到哪里。")})
    _finish(stop, note, now=now)
    stop.ticket.stops.filter(since=None).delete()
    last = stop.place
    for place, desk in enumerate(chosen, start=last + 1):
        Stop.objects.create(
            ticket=stop.ticket,
            place=place,
            hall_id=stop.hall_id,
            unit=desk.unit,
            desk=desk,
            since=now if place == last + 1 else None,
        )
    body = {"to": [desk.room for desk in chosen]}
    ledger.record(stop.ticket_id, "reception.sent_on", actor=actor, now=now, body=body, unit_id=stop.unit_id)


@transaction.atomic
def finish(stop_id: UUID, *, note: str = "", actor: Actor, now: datetime) -> Stop:
    """End one's own part: the visitor goes to the next desk that was named, else back to the centre's window.

    Returns the stop at which they wait now. Raises Refused, NotNow, AnswersWrong.
    """
    stop = held(stop_id, actor=actor)
    _finish(stop, note, now=now)
    following = stop.ticket.stops.filter(since=None).order_by("place").first()
    if following is None:
        following = Stop(ticket=stop.ticket, place=stop.place + 1, hall_id=stop.hall_id, unit_id=stop.hall_id)
    following.since = now
    following.save()
    ledger.record(stop.ticket_id, "reception.sent_on", actor=actor, now=now, body={}, unit_id=stop.unit_id)
    return following


def held(stop_id: UUID, *, actor: Actor) -> Stop:
    """Return the stop, locked, if the visitor is at a desk of the actor's units now. Raises Refused, NotNow."""
    if queries.stop_of(actor, stop_id) is None:
        raise Refused(queries.SERVE)
    locked = Stop.objects.select_for_update(of=("self",)).select_related("ticket__service", "desk", "unit")
    stop = locked.get(id=stop_id)
    if stop.called_at is None or stop.ended_at is not None:
        raise NotNow(_("这个号现在不在您这里，请刷新页面。"))
    return stop


def _finish(stop: Stop, note: str, *, now: datetime) -> None:
    note = note.strip()
    if len(note) > LONGEST_NOTE:
        raise AnswersWrong(
            {"note": _("最多写%(limit)s个字，现在有%(n)s个字。") % {"limit": LONGEST_NOTE, "n": len(note)}}
        )
    stop.note, stop.ended_at = note, now
    stop.save(update_fields=["note", "ended_at"])

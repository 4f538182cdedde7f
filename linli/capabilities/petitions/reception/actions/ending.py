"""End a visit: it became a matter, was advice, or the visitor left."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.capabilities.petitions.reception.actions.calling import held
from linli.capabilities.petitions.reception.actions.taking import wipe
from linli.capabilities.petitions.reception.models import Ending, Ticket
from linli.core.matters import ledger
from linli.core.matters.models import Matter
from linli.core.procedures.answers import AnswersWrong
from linli.core.procedures.taking import locked
from linli.ground.people.actor import Actor, Refused


@transaction.atomic
def end(stop_id: UUID, *, ending: str, number: str = "", actor: Actor, now: datetime) -> Ticket:
    """End the visit whose visitor is at one's desk. What clerks noted is wiped; in a matter it is told as one entry.

    `number`: of the matter that it became. Whoever brought a sealed one leaves as after advice, so that no figure betrays
    it. Raises Refused, NotNow, AnswersWrong.
    """
    stop = held(stop_id, actor=actor)
    if ending not in Ending.values:
        raise AnswersWrong({"ending": _("请选怎么结束的。")})
    ticket = stop.ticket
    if ending == Ending.MATTER:
        ticket.matter = _told(ticket, number, actor=actor, now=now)
    ticket.ending, ticket.ended_at = ending, now
    ticket.save(update_fields=["ending", "ended_at", "matter"])
    wipe(ticket, now=now)
    body = {"ending": ending}
    ledger.record(ticket.id, "reception.ended", actor=actor, now=now, body=body, unit_id=stop.unit_id)
    return ticket


def _told(ticket: Ticket, number: str, *, actor: Actor, now: datetime) -> Matter | None:
    """Tell the matter through which hands the visit went; nothing is told where the actor may not see it."""
    seen = Matter.objects.visible_to(actor).filter(number=number.strip()).values_list("id", flat=True).first()
    if seen is None:
        raise AnswersWrong({"number": _("没有找到这个编号。请核对回执上的13位数字。")})
    try:
        matter = locked(seen, actor=actor)
    except Refused:
        return None
    stops = ticket.stops.exclude(called_at=None).select_related("unit", "desk").order_by("place")
    lines = [_line(stop) for stop in stops]
    body = {"number": ticket.label, "way": "\n".join(lines)}
    ledger.record(
        matter.id,
        "petitions.visited",
        actor=actor,
        now=now,
        body=body,
        unit_id=actor.acting_for(matter.unit_id),
        happened_at=ticket.taken_at,
    )
    return matter


def _line(stop: Any) -> str:
    at = f"{timezone.localtime(stop.called_at):%H:%M}"
    return " ".join(
        part for part in (at, stop.unit.name, stop.desk.room if stop.desk else "", stop.note) if part
    )

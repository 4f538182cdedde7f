"""The desk of whoever receives: give numbers, call, send on, end."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from linli.capabilities.petitions.reception import actions, queries
from linli.capabilities.petitions.reception.forms import VisitForm
from linli.capabilities.petitions.reception.models import Desk, Ending, Stop
from linli.core.procedures.answers import AnswersWrong
from linli.ground.people.doorway import StaffRequest, staff_required
from linli.lib.typed import key_in

FAULTY, CONFLICT = 422, 409
PAPERS = ("58", "80", "a4")


@require_safe
@staff_required(queries.SERVE)
def counter(request: StaffRequest) -> HttpResponseBase:
    """What waits, and who is at the desk that one has chosen."""
    return _page(request, desk_id=key_in(request.GET.get("desk", "")))


def _page(
    request: StaffRequest, *, desk_id: UUID | None, form: VisitForm | None = None, status: int = 200
) -> HttpResponse:
    now, today = timezone.now(), timezone.localdate()
    halls = queries.halls_of(request.actor, on=today)
    chosen = next(
        (hall for hall in halls if hall.code == request.GET.get("hall")), halls[0] if halls else None
    )
    context: dict[str, Any] = {"halls": halls, "hall": chosen, "now": now}
    if chosen is not None:
        desks = queries.desks_on(chosen.id, on=today)
        mine = [desk for desk in desks if desk.unit_id in request.actor.unit_ids]
        desk = next((one for one in mine if one.id == desk_id), mine[0] if len(mine) == 1 else None)
        context |= {
            "services": queries.services(chosen.id, on=today),
            "desks": desks,
            "mine": mine,
            "desk": desk,
            "waiting": queries.waiting(chosen.id, on=today)[: queries.MOST],
            "called": queries.called(chosen.id, on=today),
        }
        if desk is not None:
            context |= _at(desk, desks, form)
    return render(request, "petitions_reception/counter.html", context, status=status)


def _at(desk: Desk, desks: list[Desk], form: VisitForm | None) -> dict[str, Any]:
    """Return who is at the desk, what was noted, and the form."""
    here = queries.at_desk(desk)
    others = [one for one in desks if one.id != desk.id]
    return {
        "here": here,
        "so_far": queries.so_far(here.ticket) if here else [],
        "form": form or VisitForm(None, desks=others),
    }


@require_POST
@staff_required(queries.SERVE)
def take(request: StaffRequest) -> HttpResponseBase:
    """Give a number and show its slip."""
    service_id = key_in(request.POST.get("service", ""))
    if service_id is None:
        raise Http404
    ticket = actions.take_number(service_id, actor=request.actor, now=timezone.now())
    return redirect("petitions:reception-slip", ticket.id, "80")


@require_safe
@staff_required(queries.SERVE)
def slip(request: StaffRequest, ticket_id: UUID, paper: str) -> HttpResponseBase:
    """The slip of a number, for a roll of 58 or 80 mm, or A4."""
    ticket = queries.ticket(ticket_id)
    if ticket is None or paper not in PAPERS or not _serves(request, ticket.hall_id):
        raise Http404
    _stop, ahead = queries.ahead_of(ticket)
    address = request.build_absolute_uri(reverse("petitions:ticket", args=[ticket.id]))
    context = {"ticket": ticket, "ahead": ahead, "address": address, "paper": paper, "papers": PAPERS}
    return render(request, "petitions_reception/slip.html", context)


def _serves(request: StaffRequest, hall_id: UUID) -> bool:
    return queries.serves_in(request.actor, hall_id, on=timezone.localdate())


@require_POST
@staff_required(queries.SERVE)
def call(request: StaffRequest) -> HttpResponseBase:
    """Call the next number to one's desk."""
    desk_id = key_in(request.POST.get("desk", ""))
    if desk_id is None:
        raise Http404
    try:
        stop = actions.call_next(desk_id, actor=request.actor, now=timezone.now())
    except actions.NotNow as wrong:
        messages.warning(request, str(wrong))
    else:
        if stop is None:
            messages.info(request, _("现在没有人在等。"))
    return _back(desk_id)


@require_POST
@staff_required(queries.SERVE)
def act(request: StaffRequest, stop_id: UUID) -> HttpResponseBase:
    """Send the visitor on, back to the window, or end the visit."""
    stop = queries.stop_of(request.actor, stop_id)
    if stop is None:
        raise Http404
    try:
        _do(request, stop)
    except AnswersWrong as wrong:
        desks = [
            one for one in queries.desks_on(stop.hall_id, on=timezone.localdate()) if one.id != stop.desk_id
        ]
        form = VisitForm(request.POST, desks=desks, errors=wrong.errors)
        return _page(request, desk_id=stop.desk_id, form=form, status=FAULTY)
    except actions.NotNow as wrong:
        messages.warning(request, str(wrong))
    return _back(stop.desk_id)


def _do(request: StaffRequest, stop: Stop) -> None:
    said, actor, now = request.POST, request.actor, timezone.now()
    deed, note = said.get("act", ""), said.get("note", "")
    if deed == "send":
        to = [key for key in map(key_in, said.getlist("to")) if key]
        actions.send_on(stop.id, to=to, note=note, actor=actor, now=now)
        messages.success(request, _("%(number)s号已经转过去了。") % {"number": stop.ticket.label})
    elif deed == "finish":
        following = actions.finish(stop.id, note=note, actor=actor, now=now)
        where = following.desk.room if following.desk else following.unit.name
        words = _("请%(number)s号到%(where)s等候。") % {"number": stop.ticket.label, "where": where}
        messages.success(request, words)
    else:
        ticket = actions.end(
            stop.id, ending=said.get("ending", ""), number=said.get("number", ""), actor=actor, now=now
        )
        said_so = {"number": stop.ticket.label, "ending": Ending(ticket.ending).label}
        messages.success(request, _("%(number)s号结束了：%(ending)s。") % said_so)


def _back(desk_id: UUID | None) -> HttpResponseBase:
    return redirect(f"{reverse('petitions:reception')}?desk={desk_id or ''}")

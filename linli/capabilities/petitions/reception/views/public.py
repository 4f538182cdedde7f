"""What hangs in the hall and what a visitor can look up: numbers, rooms and hours. Nobody's name."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from linli.capabilities.petitions.reception import queries
from linli.ground.people.models import Unit


@never_cache
@require_safe
def board(request: HttpRequest, code: str = "") -> HttpResponse:
    """The board of a hall: whose turn it is and where. Asked for in part, only the numbers."""
    hall, today = _hall(code), timezone.localdate()
    waiting = list(queries.waiting(hall.id, on=today)[: queries.MOST])
    context = {"hall": hall, "called": queries.called(hall.id, on=today), "waiting": waiting, "code": code}
    part = request.headers.get("HX-Request") == "true"
    name = "petitions_reception/board_numbers.html" if part else "petitions_reception/board.html"
    return render(request, name, context)


@require_safe
def roster(request: HttpRequest, code: str = "") -> HttpResponse:
    """Who receives today: rooms, units and hours."""
    hall, now = _hall(code), timezone.now()
    desks = queries.desks_on(hall.id, on=timezone.localdate(now))
    rows = [(desk, queries.is_open_now(desk, now=now)) for desk in desks]
    waiting = queries.waiting(hall.id, on=timezone.localdate(now)).count()
    context = {"hall": hall, "rows": rows, "now": now, "waiting": waiting, "code": code}
    return render(request, "petitions_reception/roster.html", context)


@never_cache
@require_safe
def ticket(request: HttpRequest, ticket_id: UUID) -> HttpResponse:
    """One's own number: where to go, or how many are before."""
    found = queries.ticket(ticket_id)
    if found is None or found.day != timezone.localdate():
        raise Http404
    stop, ahead = queries.ahead_of(found)
    context = {"ticket": found, "stop": stop, "ahead": ahead}
    return render(request, "petitions_reception/ticket.html", context)


def _hall(code: str) -> Unit:
    found = queries.hall(code, on=timezone.localdate())
    if found is None:
        raise Http404
    return found

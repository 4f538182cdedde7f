"""What is supervised in public: who has to do what by when, what was done so far, how it ended. Nothing of who asked."""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from linli.core.clocks.shown import drawn
from linli.flow.handling.supervision.queries import public
from linli.flow.handling.supervision.queries.public import Shown
from linli.ground.look import parts


@require_safe
def supervised(request: HttpRequest) -> HttpResponse:
    """All that is listed, and what was struck off lately."""
    now, figures = timezone.now(), public.figures()
    context = {
        "rows": [(one, row(one, now=now)) for one in public.shown(now=now)],
        "figures": [
            parts.Figure(_("一共挂牌"), figures["listed"]),
            parts.Figure(_("已摘牌"), figures["struck_off"], figures["listed"]),
            parts.Figure(_("按期摘牌"), figures["in_time"], figures["struck_off"]),
        ],
        "now": now,
    }
    return render(request, "portal_supervision/list.html", context)


@require_safe
def one(request: HttpRequest, number: str) -> HttpResponse:
    """One listing: the demand, the clock, what was done, the result."""
    now = timezone.now()
    shown = public.shown_one(number, now=now)
    if shown is None:
        raise Http404
    context = {
        "one": shown,
        "listing": shown.listing,
        "clock": clock(shown, now=now),
        "notes": [parts.Happening(note.at, _("进展"), "", note.text) for note in shown.listing.notes.all()],
        "now": now,
    }
    return render(request, "portal_supervision/one.html", context)


def row(shown: Shown, *, now: datetime) -> str:
    """Return the tone of the time of one line."""
    if shown.listing.ended_at:
        return "green"
    return parts.tone_of(shown.clock.due_at, now, began_at=shown.clock.started_at) if shown.clock else "ink"


def clock(shown: Shown, *, now: datetime) -> parts.Clock | None:
    """Return the clock of the listing as everybody may read it."""
    kept = shown.clock
    if kept is None:
        return None
    return drawn(kept, name=_("办理期限"), now=now, source=kept.source)

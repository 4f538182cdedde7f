"""Figures of returns, each number with its matters."""

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from linli.doors.desk.returns import shown
from linli.doors.desk.returns.asked import Span, span_of
from linli.doors.desk.shown import rows
from linli.doors.desk.shown.downloads import csv_download
from linli.flow.handling.returns import queries
from linli.ground.people.doorway import StaffRequest, staff_required
from linli.lib.typed import key_in

SEE = "statistics.see"
MOST = 200


@require_safe
@staff_required(SEE)
def returns(request: StaffRequest) -> HttpResponseBase:
    """A trend, the pairs of units between which matters go to and fro, the units that return most."""
    span = _span(request)
    context = {
        "span": span,
        "trend": shown.trend(span, request.actor),
        "pairs": shown.pairs(span, request.actor),
        "returning": shown.returning(span, request.actor),
        "export": span.url("desk:returns-export"),
    }
    return render(request, "desk_returns/returns.html", context)


@require_safe
@staff_required(SEE)
def matters(request: StaffRequest) -> HttpResponseBase:
    """The matters behind a number, as far as one may see them."""
    span, said = _span(request), request.GET
    one, other, sender = (key_in(said.get(name, "")) for name in ("one", "other", "sender"))
    found = queries.matters_behind(
        request.actor,
        since=span.since,
        until=span.until,
        pair=(one, other) if one and other else None,
        sender=sender,
        is_returned=said.get("how") == "return",
    ).select_related("unit", "handler", "village")
    some = list(found[: MOST + 1])
    context = {
        "span": span,
        "back": span.url("desk:returns"),
        "rows": rows.rows(some[:MOST], now=timezone.now()),
        "is_more": len(some) > MOST,
        "most": MOST,
    }
    return render(request, "desk_returns/matters.html", context)


@require_safe
@staff_required(SEE)
def export(request: StaffRequest) -> HttpResponseBase:
    """The same month by month, to take away."""
    return csv_download("returns", shown.header(), shown.lines(_span(request), request.actor))


def _span(request: StaffRequest) -> Span:
    return span_of(request.GET, today=timezone.localdate())

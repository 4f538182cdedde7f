"""The map and the list beside it: pointing at the place of a matter."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from linli.doors.portal import draft, maps, queries, wheres
from linli.doors.portal.draft import Draft
from linli.doors.portal.views.bring import FAULTY, point_in
from linli.flow.intake.submission import SubmissionWrong
from linli.ground.places.models import Area, Level
from linli.ground.places.queries import cells_of


@never_cache
@require_safe
def county(request: HttpRequest) -> HttpResponse:
    """The county: a tap or a line of the list leads to a village."""
    if draft.current(request) is None:
        return redirect("portal:what")
    today = timezone.localdate()
    sketch = maps.of_county(lambda code: reverse("portal:map_of", args=[code]), on=today)
    return render(request, "portal/bring/county.html", {"sketch": sketch, "towns": queries.towns(on=today)})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def area(request: HttpRequest, code: str) -> HttpResponse:
    """A village (or a town, on the way to one): a tap takes the point, a line of the list takes the cell."""
    writing = draft.current(request)
    if writing is None:
        return redirect("portal:what")
    today = timezone.localdate()
    here = queries.area_below(code, on=today)
    if here is None:
        raise Http404
    if here.level == Level.TOWN:
        sketch = maps.of_area(here, lambda below: reverse("portal:map_of", args=[below]), on=today)
        return render(request, "portal/bring/county.html", {"sketch": sketch, "area": here})
    if request.method != "POST":
        return _village(request, here, "")
    try:
        _take(request, writing, here)
    except SubmissionWrong as wrong:
        return _village(request, here, " ".join(wrong.errors.values()))
    draft.keep(request, writing)
    return redirect("portal:where")


def _take(request: HttpRequest, writing: Draft, village: Area) -> None:
    """Take the cell that was chosen, the point that was tapped, or the village as a whole, in this order."""
    today = timezone.localdate()
    wanted = request.POST.get("cell", "")
    point = point_in(request.POST)
    if wanted:
        cell = cells_of(village, today).filter(code=wanted).first()
        if cell is None:
            raise SubmissionWrong({"cell": _("没有这个网格，请重新选择。")})
        wheres.take_cell(writing, cell)
    elif point:
        wheres.take_point(writing, *point, on=today)
    else:
        wheres.take_village(writing, village)


def _village(request: HttpRequest, village: Area, fault: str) -> HttpResponse:
    today = timezone.localdate()
    context = {
        "area": village,
        "sketch": maps.of_area(village, None, on=today),
        "cells": cells_of(village, today),
        "fault": fault,
    }
    return render(request, "portal/bring/village.html", context, status=FAULTY if fault else 200)

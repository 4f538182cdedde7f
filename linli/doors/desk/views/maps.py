"""The map of open matters: county, town, village; every place opens its list."""

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from linli.doors.desk import queries
from linli.doors.desk.shown import maps
from linli.doors.desk.shown import rows as shown
from linli.ground.people.doorway import StaffRequest, staff_required
from linli.ground.places.models import Area


@require_safe
@staff_required("matters.see")
def county(request: StaffRequest) -> HttpResponseBase:
    return _map(request, maps.county(on=timezone.localdate()))


@require_safe
@staff_required("matters.see")
def area(request: StaffRequest, code: str) -> HttpResponseBase:
    """A town with its villages, or a village with its cells and points."""
    found = queries.area_coded(code)
    if found is None:
        raise Http404
    return _map(request, found)


def _map(request: StaffRequest, area: Area) -> HttpResponseBase:
    now = timezone.now()
    today = timezone.localdate(now)
    numbers = maps.numbers(area, request.actor, now=now)
    context = {
        "area": area,
        "drawing": maps.drawing(area, numbers, request.actor, now=now, on=today),
        "places": maps.counts(area, numbers, on=today),
        "whole": maps.whole(area, numbers),
        "crumbs": maps.path_to(area),
        "lanes": shown.lanes(request.actor, now=now),
    }
    return render(request, "desk/map.html", context)

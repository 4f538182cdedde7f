"""Figures of the hall."""

from datetime import date, timedelta

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from linli.capabilities.petitions.reception import figures as counted
from linli.capabilities.petitions.reception import queries
from linli.doors.desk.shown.downloads import csv_download
from linli.ground.people.doorway import StaffRequest, staff_required
from linli.ground.people.models import Unit
from linli.lib.typed import day_in

SEE = "statistics.see"
DAYS = timedelta(days=30)


@require_safe
@staff_required(SEE)
def figures(request: StaffRequest) -> HttpResponseBase:
    hall, since, until = _asked(request)
    context = {
        "hall": hall,
        "since": since,
        "until": until,
        "days": counted.by_day(hall.id, since=since, until=until),
        "units": counted.by_unit(hall.id, since=since, until=until),
        "endings": counted.header()[4:],
    }
    return render(request, "petitions_reception/figures.html", context)


@require_safe
@staff_required(SEE)
def export(request: StaffRequest) -> HttpResponseBase:
    hall, since, until = _asked(request)
    lines = counted.by_day(hall.id, since=since, until=until)
    return csv_download("reception", counted.header(), counted.table(lines))


def _asked(request: StaffRequest) -> tuple[Unit, date, date]:
    """Return the hall and the days, at most a year of them; the last thirty where none are asked for."""
    today = timezone.localdate()
    hall = queries.hall(request.GET.get("hall", ""), on=today)
    if hall is None:
        raise Http404
    until = day_in(request.GET.get("until", "")) or today
    since = day_in(request.GET.get("since", "")) or until - DAYS
    return hall, max(min(since, until), until - timedelta(days=366)), until

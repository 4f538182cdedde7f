"""The sealed matters whose key one holds, and their numbers and dates to take away."""

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from linli.doors.desk.sealed import queries, shown
from linli.doors.desk.sealed.access import holders_only
from linli.doors.desk.shown.downloads import csv_download
from linli.ground.people.doorway import StaffRequest


@require_safe
@holders_only
def show(request: StaffRequest) -> HttpResponseBase:
    """One page of those in hand, or of those closed."""
    view, after, before = _view(request), request.GET.get("after", ""), request.GET.get("before", "")
    page = queries.page(view, actor=request.actor, after=after, before=before)
    context = {
        "view": view,
        "views": [
            (_("在办"), shown.list_url("open"), view == "open"),
            (_("已办结"), shown.list_url("closed"), view == "closed"),
        ],
        "rows": shown.rows(page.matters, now=timezone.now()),
        "pager": shown.pager(view, page, is_first=not page.before and not before),
    }
    return render(request, "desk_sealed/list.html", context)


@require_safe
@holders_only
def export(request: StaffRequest) -> HttpResponseBase:
    matters = queries.every(_view(request), actor=request.actor)
    return csv_download("sealed", shown.header(), shown.cells(matters))


def _view(request: StaffRequest) -> str:
    asked = request.GET.get("view", "")
    return asked if asked in queries.VIEWS else "open"

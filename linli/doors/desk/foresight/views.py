"""The board of what will be late within two days."""

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from linli.doors.desk.foresight import shown
from linli.doors.desk.shown.downloads import csv_download
from linli.flow.outcomes.foresight.queries import HAND_ON, board
from linli.ground.people.doorway import StaffRequest, staff_required


@require_safe
@staff_required(HAND_ON)
def page(request: StaffRequest) -> HttpResponseBase:
    """What will be late, why, and which single hand-over helps most."""
    now = timezone.now()
    found = board(request.actor, now=now)
    context = {
        "board": found,
        "rows": shown.rows(found),
        "advice": shown.advice(found),
        "bars": shown.by_unit(found),
        "now": now,
    }
    return render(request, "desk_foresight/page.html", context)


@require_safe
@staff_required(HAND_ON)
def export(request: StaffRequest) -> HttpResponseBase:
    return csv_download("foresight", shown.header(), shown.lines(board(request.actor, now=timezone.now())))

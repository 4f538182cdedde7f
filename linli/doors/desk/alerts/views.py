"""The alerts that call for me."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from linli.core.procedures.taking import StepNotOpen
from linli.doors.desk.alerts import shown
from linli.doors.desk.shown.downloads import csv_download
from linli.flow.handling import actions as handling
from linli.flow.handling.alerts import actions, queries
from linli.ground.people.doorway import StaffRequest, staff_required

MOST = 100
SECONDS = 15


@require_safe
@staff_required("matters.see")
def alerts(request: StaffRequest) -> HttpResponseBase:
    """What calls for me now: what rings first, then the newest."""
    now = timezone.now()
    found = list(queries.open_alerts(request.actor)[: MOST + 1])
    rows = [(shown.called(each), shown.waits(each, now=now)) for each in found[:MOST]]
    context = {"rows": rows, "is_more": len(found) > MOST, "most": MOST, "seconds": SECONDS}
    return render(request, "desk_alerts/alerts.html", context)


@require_safe
@staff_required("matters.see")
def export(request: StaffRequest) -> HttpResponseBase:
    """All that ever called for me about matters that I may see, the newest first."""
    rows = queries.meant(request.actor).select_related("matter", "unit", "staff", "taken_by").order_by("-id")
    return csv_download("alerts", shown.header(), shown.lines(rows.iterator(chunk_size=500)))


@require_safe
@staff_required("matters.see")
def bell(request: StaffRequest) -> HttpResponseBase:
    """The bell and the banner for an open page; nothing at all while nothing has changed."""
    found = queries.bell(request.actor)
    if request.GET.get("seen") == shown.mark(found):
        return HttpResponse(status=204)
    setattr(request, shown.KEPT, found)
    return render(request, "desk_alerts/bell_fragment.html")


@require_POST
@staff_required("matters.see")
def take(request: StaffRequest, alert_id: UUID) -> HttpResponseBase:
    """Say "I have it": where the matter waits to be claimed, it is claimed by this."""
    try:
        row = handling.answer_call(alert_id, actor=request.actor, now=timezone.now())
    except StepNotOpen as wrong:
        messages.info(request, str(wrong))
        return redirect("desk:alerts")
    messages.success(request, _("记下了：由您处理。请接着办理这件事。"))
    return redirect("desk:matter", row.matter.number)


@require_POST
@staff_required("matters.see")
def read(request: StaffRequest, alert_id: UUID) -> HttpResponseBase:
    """Put a quiet alert away."""
    try:
        actions.dismiss(alert_id, actor=request.actor, now=timezone.now())
    except StepNotOpen as wrong:
        messages.info(request, str(wrong))
    return redirect("desk:alerts")

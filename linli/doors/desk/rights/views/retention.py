"""How long things are kept, what was erased because its time was over, and what may not be erased yet."""

from collections.abc import Iterator, Sequence

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.core.personal_data import holding, keeping, queries, retention
from linli.core.procedures.taking import StepNotOpen
from linli.doors.desk.forms.wrong import FAULTY, attempt
from linli.doors.desk.rights.forms import HoldForm
from linli.doors.desk.rights.shown import classes, run_lines, runs
from linli.doors.desk.shown.downloads import csv_download
from linli.doors.desk.views.matter import matter_or_404
from linli.ground.people.doorway import StaffRequest, staff_required
from linli.lib.spreadsheets.writing import Value


@require_safe
@staff_required(holding.KEEP)
def page(request: StaffRequest) -> HttpResponseBase:
    """The periods and their sources, what is due now, the last runs, and what is kept back."""
    now = timezone.now()
    context = {
        "confirmed": keeping.is_confirmed(on=timezone.localdate(now)),
        "classes": classes(retention.preview(now=now), on=timezone.localdate(now)),
        "runs": runs(queries.last_runs()),
        "holds": queries.holds_seen(request.actor),
    }
    return render(request, "desk_rights/retention.html", context)


@require_safe
@staff_required(holding.KEEP)
def export(request: StaffRequest) -> HttpResponseBase:
    header = [_("开始"), _("类别"), _("删除"), _("暂缓"), _("没有删成")]
    return csv_download("retention", header, _lines())


def _lines() -> Iterator[Sequence[Value]]:
    for run in queries.last_runs(most=1000):
        for name, erased, held, failed in run_lines(run):
            yield [run.began_at, name, erased, held, failed]


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required(holding.KEEP)
def hold(request: StaffRequest, number: str) -> HttpResponseBase:
    """Keep a matter from being erased until a day."""
    matter = matter_or_404(request, number)
    form = HoldForm(request.POST or None)
    status = FAULTY if form.errors else 200
    if request.method == "POST" and form.is_valid():
        with attempt(form) as tried:
            holding.hold(matter.id, actor=request.actor, now=timezone.now(), **form.cleaned_data)
        if tried.went_well:
            messages.success(request, _("已经暂缓删除。"))
            return redirect("desk:matter", number)
        status = tried.status
    return render(request, "desk_rights/hold.html", {"matter": matter, "form": form}, status=status)


@require_POST
@staff_required(holding.KEEP)
def free(request: StaffRequest, number: str) -> HttpResponseBase:
    """Let it be erased again when its time is over."""
    matter = matter_or_404(request, number)
    try:
        holding.free(matter.id, actor=request.actor, now=timezone.now())
    except StepNotOpen as closed:
        messages.warning(request, str(closed))
    else:
        messages.success(request, _("不再暂缓，到期照常删除。"))
    return redirect("desk:matter", number)

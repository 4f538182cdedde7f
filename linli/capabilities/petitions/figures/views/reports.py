"""The yearly report at the desk: draft it from the figures, edit its texts, approve and publish it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.capabilities.petitions.figures import queries
from linli.capabilities.petitions.figures.actions import reports
from linli.capabilities.petitions.figures.forms import DraftForm, TextsForm
from linli.capabilities.petitions.figures.models import Report
from linli.capabilities.petitions.figures.report import paper, shown, words
from linli.core.procedures.taking import StepNotOpen
from linli.doors.desk.forms.wrong import FAULTY, attempt
from linli.ground.people.doorway import StaffRequest, staff_required

YEARS = 5


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required()
def listed(request: StaffRequest) -> HttpResponseBase:
    """All editions; begin the report on a year, or a correction."""
    _allow(request)
    this = timezone.localdate().year
    form = DraftForm(request.POST or None, years=range(this - 1, this - 1 - YEARS, -1))
    status = FAULTY if form.errors else 200
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        year = int(said["year"]) if said["year"] else this - 1
        with attempt(form) as tried:
            row = reports.draft(year, note=said["note"], actor=request.actor, now=timezone.now())
        if tried.went_well:
            return redirect("petitions:report-draft", row.id)
        status = tried.status
    context = {"rows": queries.reports(), "form": form, "may_write": request.actor.may(reports.WRITE)}
    return render(request, "petitions_figures/reports.html", context, status=status)


@require_safe
@staff_required()
def one(request: StaffRequest, report_id: UUID) -> HttpResponseBase:
    """One edition as everybody will read it, with what can be done to it."""
    row = _found(request, report_id)
    actor = request.actor
    context = {
        "page": shown.page(row),
        "report": row,
        "may_write": actor.may(reports.WRITE),
        "may_approve": actor.may(reports.APPROVE) and row.changed_by_id != actor.staff_id,
    }
    return render(request, "petitions_figures/draft.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required(reports.WRITE)
def edit(request: StaffRequest, report_id: UUID) -> HttpResponseBase:
    """Edit the texts of a draft; beside each stands what the figures say now."""
    row = _found(request, report_id)
    form = TextsForm(request.POST or None, texts=row.texts)
    status = FAULTY if form.errors else 200
    if request.method == "POST" and form.is_valid():
        with attempt(form) as tried:
            reports.write(row.id, form.cleaned_data, actor=request.actor, now=timezone.now())
        if tried.went_well:
            messages.success(request, _("文字已经保存。"))
            return redirect("petitions:report-draft", row.id)
        status = tried.status
    drafted = words.drafted(row.figures)
    fields = [
        (form[name], drafted[name] if drafted[name] != row.texts.get(name) else "") for name in form.fields
    ]
    context = {"report": row, "form": form, "fields": fields}
    return render(request, "petitions_figures/edit.html", context, status=status)


@require_safe
@staff_required()
def preview(request: StaffRequest, report_id: UUID) -> HttpResponseBase:
    """The PDF as it would be, marked as a draft."""
    made = paper.pdf(_found(request, report_id), now=timezone.now())
    return HttpResponse(made, content_type="application/pdf")


@require_POST
@staff_required()
def act(request: StaffRequest, report_id: UUID, act: str) -> HttpResponseBase:
    """Count anew, publish, throw away."""
    row, now = _found(request, report_id), timezone.now()
    try:
        if act == "recount":
            reports.recount(row.id, actor=request.actor, now=now)
            messages.success(request, _("已经重新计数。文字没有动，请再看一遍。"))
        elif act == "publish":
            said = request.POST.get("changes", "")
            changes = int(said) if said.isdecimal() and len(said) < 9 else -1
            reports.publish(row.id, changes=changes, actor=request.actor, now=now)
            messages.success(request, _("已经批准并公布。"))
        elif act == "discard":
            reports.discard(row.id, actor=request.actor, now=now)
            messages.success(request, _("草稿已经丢弃。"))
            return redirect("petitions:report-drafts")
        else:
            raise Http404
    except StepNotOpen as closed:
        messages.error(request, str(closed))
    return redirect("petitions:report-draft", row.id)


def _allow(request: StaffRequest) -> None:
    if not any(request.actor.may(each) for each in (reports.WRITE, reports.APPROVE)):
        raise Http404


def _found(request: StaffRequest, report_id: UUID) -> Report:
    _allow(request)
    row = queries.report(report_id)
    if row is None:
        raise Http404
    return row

"""Leave a matter out of the three rates: ask, decide, look it up."""

from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from linli.doors.desk.exclusions.forms import AskForm, DecisionForm
from linli.doors.desk.forms.wrong import FAULTY, attempt
from linli.doors.desk.shown.downloads import csv_download
from linli.doors.desk.views.matter import matter_or_404
from linli.flow.outcomes.exclusions import actions, grounds, queries
from linli.flow.outcomes.exclusions.models import Exclusion
from linli.ground.people.doorway import StaffRequest, staff_required
from linli.lib.spreadsheets.writing import Value

MOST = 200


@require_safe
@staff_required("matters.see")
def listed(request: StaffRequest) -> HttpResponseBase:
    """What waits for a reviewer, and the last that were decided."""
    decided = queries.seen(request.actor).exclude(stage__in=["asked", "contested"])[:MOST]
    waiting = queries.waiting(request.actor)[:MOST]
    context = {"waiting": _rows(waiting), "decided": _rows(decided), "most": MOST}
    return render(request, "desk_exclusions/list.html", context)


@require_safe
@staff_required("matters.see")
def export(request: StaffRequest) -> HttpResponseBase:
    header = [
        *(_("编号"), _("单位"), _("情形"), _("理由"), _("申请人"), _("状态")),
        *(_("审定人"), _("审定意见"), _("诉求人的异议"), _("复核人"), _("复核意见")),
    ]
    return csv_download("exclusions", header, _lines(queries.seen(request.actor).iterator(chunk_size=500)))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required(actions.ASK)
def ask(request: StaffRequest, number: str) -> HttpResponseBase:
    """Ask that a matter be left out of the three rates."""
    matter = matter_or_404(request, number)
    if not actions.may_ask(matter, request.actor):
        raise Http404
    form = AskForm(request.POST or None)
    status = FAULTY if form.errors else 200
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        with attempt(form) as tried:
            actions.ask(matter.id, **said, actor=request.actor, now=timezone.now())
        if tried.went_well:
            messages.success(request, _("申请已经交上去。审定以前照常计入。"))
            return redirect("desk:matter", number)
        status = tried.status
    return render(request, "desk_exclusions/ask.html", {"matter": matter, "form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("matters.see")
def one(request: StaffRequest, exclusion_id: UUID) -> HttpResponseBase:
    """One request; a reviewer decides here."""
    row = queries.seen(request.actor).filter(id=exclusion_id).first()
    if row is None:
        raise Http404
    form = DecisionForm(request.POST or None)
    status = FAULTY if form.errors else 200
    if request.method == "POST" and form.is_valid():
        with attempt(form) as tried:
            _decide(request, row, form.cleaned_data["words"])
        if tried.went_well:
            messages.success(request, _("已经记下，诉求人看得到。"))
            return redirect("desk:exclusions")
        status = tried.status
    context = {
        "row": row,
        "ground": grounds.words(row.ground),
        "form": form,
        "may_review": actions.may_review(row, request.actor),
    }
    return render(request, "desk_exclusions/one.html", context, status=status)


def _decide(request: StaffRequest, row: Exclusion, words: str) -> None:
    leave_out, now = "leave_out" in request.POST, timezone.now()
    if row.stage == Exclusion.Stage.CONTESTED:
        actions.settle(row.id, uphold=leave_out, words=words, actor=request.actor, now=now)
    else:
        actions.review(row.id, approve=leave_out, words=words, actor=request.actor, now=now)


def _rows(found: Iterable[Exclusion]) -> list[tuple[Exclusion, str]]:
    return [(row, grounds.words(row.ground)) for row in found]


def _lines(rows: Iterator[Exclusion]) -> Iterator[Sequence[Value]]:
    for row in rows:
        yield [
            row.matter.number,
            row.asked_for.name,
            grounds.words(row.ground),
            row.reason,
            row.asked_by.name,
            row.get_stage_display(),
            row.reviewed_by.name if row.reviewed_by else "",
            row.review,
            row.contest,
            row.settled_by.name if row.settled_by else "",
            row.settlement,
        ]

"""The register of proposals: to whom, what, what was answered."""

from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from linli.capabilities.petitions.figures import queries
from linli.capabilities.petitions.figures.actions import proposals
from linli.capabilities.petitions.figures.forms import AnswerForm, ProposalForm
from linli.capabilities.petitions.figures.models import Proposal
from linli.doors.desk.forms.wrong import FAULTY, attempt
from linli.doors.desk.shown.downloads import csv_download
from linli.ground.people.doorway import StaffRequest, staff_required
from linli.lib.spreadsheets.writing import Value
from linli.lib.typed import key_in

MOST = 200


@require_safe
@staff_required(proposals.WRITE)
def listed(request: StaffRequest) -> HttpResponseBase:
    rows = list(queries.proposals()[:MOST])
    context = {"rows": rows, "most": MOST, "today": timezone.localdate()}
    return render(request, "petitions_figures/proposals.html", context)


@require_safe
@staff_required(proposals.WRITE)
def export(request: StaffRequest) -> HttpResponseBase:
    header = [
        *(_("提出日期"), _("建议"), _("向哪个机关"), _("建议内容"), _("请在哪天前反馈")),
        *(_("书面反馈日期"), _("采纳情况"), _("反馈内容")),
    ]
    return csv_download("proposals", header, _lines(queries.proposals().iterator(chunk_size=500)))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required(proposals.WRITE)
def propose(request: StaffRequest) -> HttpResponseBase:
    """Put down a proposal."""
    form = ProposalForm(request.POST or None, organs=queries.organ_choices(on=timezone.localdate()))
    status = FAULTY if form.errors else 200
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        with attempt(form) as tried:
            proposals.propose(
                kind=said["kind"],
                to=key_in(said["to"]),
                text=said["text"],
                answer_by=said["answer_by"],
                actor=request.actor,
                now=timezone.now(),
            )
        if tried.went_well:
            messages.success(request, _("建议已经登记。收到书面反馈后，请回来登记采纳没有。"))
            return redirect("petitions:proposals")
        status = tried.status
    return render(request, "petitions_figures/propose.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required(proposals.WRITE)
def one(request: StaffRequest, proposal_id: UUID) -> HttpResponseBase:
    """One proposal; what was written back is put down here."""
    row = queries.proposal(proposal_id)
    if row is None:
        raise Http404
    form = AnswerForm(request.POST or None)
    status = FAULTY if form.errors else 200
    if request.method == "POST" and form.is_valid():
        with attempt(form) as tried:
            proposals.put_down_answer(row.id, **form.cleaned_data, actor=request.actor, now=timezone.now())
        if tried.went_well:
            messages.success(request, _("书面反馈已经登记。"))
            return redirect("petitions:proposals")
        status = tried.status
    context = {"row": row, "form": form, "now": timezone.now()}
    return render(request, "petitions_figures/proposal.html", context, status=status)


def _lines(rows: Iterable[Proposal]) -> Iterator[Sequence[Value]]:
    for row in rows:
        result = row.get_result_display() if row.result else ""
        yield [
            *(row.made_on, row.get_kind_display(), row.to.name, row.text, row.answer_by),
            *(row.answered_on, result, row.answer),
        ]

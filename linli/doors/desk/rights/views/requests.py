"""Requests about personal data: what waits, one of them with the answer, a new one for somebody at the window."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from linli.doors.desk.forms.wrong import FAULTY, attempt
from linli.doors.desk.rights.forms import AskForm, CorrectForm, GrantForm, RefuseForm
from linli.doors.desk.shown.downloads import csv_download
from linli.doors.desk.views.matter import matter_or_404
from linli.flow.outcomes.rights import actions, grounds, queries
from linli.flow.outcomes.rights.models import Right, RightsRequest
from linli.ground.people.doorway import StaffRequest, staff_required
from linli.lib.spreadsheets.writing import Value

MOST = 200
SEE = "outcomes.rights"


@require_safe
@staff_required(SEE)
def listed(request: StaffRequest) -> HttpResponseBase:
    """What waits for an answer, the earliest limit first, and the last that were answered."""
    waiting = queries.waiting(request.actor)[:MOST]
    answered = queries.seen(request.actor).exclude(stage=RightsRequest.Stage.ASKED)[:MOST]
    context = {"waiting": list(waiting), "answered": list(answered), "most": MOST, "now": timezone.now()}
    return render(request, "desk_rights/list.html", context)


@require_safe
@staff_required(SEE)
def export(request: StaffRequest) -> HttpResponseBase:
    header = [
        *(_("编号"), _("单位"), _("申请什么"), _("谁申请"), _("状态"), _("申请时间"), _("答复期限")),
        *(_("答复时间"), _("答复人"), _("不同意的情形"), _("依据"), _("删除时间")),
    ]
    return csv_download("rights", header, _lines(queries.seen(request.actor).iterator(chunk_size=500)))


def _lines(rows: Iterator[RightsRequest]) -> Iterator[Sequence[Value]]:
    for row in rows:
        yield [
            row.matter.number,
            row.matter.unit.name,
            row.get_right_display(),
            row.get_who_display(),
            row.get_stage_display(),
            row.asked_at,
            row.due_at,
            row.decided_at,
            row.decided_by.name if row.decided_by else "",
            grounds.words(row.ground),
            grounds.article(row.ground),
            row.erased_at,
        ]


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required(SEE)
def ask(request: StaffRequest, number: str) -> HttpResponseBase:
    """Write down a request of somebody at the window: themselves, whoever acts for them, or their heirs."""
    matter = matter_or_404(request, number)
    form = AskForm(request.POST or None)
    status = FAULTY if form.errors else 200
    if request.method == "POST" and form.is_valid():
        with attempt(form) as tried:
            row = actions.ask(matter.id, actor=request.actor, now=timezone.now(), **form.cleaned_data)
        if tried.went_well:
            messages.success(request, _("申请已经记下。"))
            return redirect("desk:rights-one", row.id)
        status = tried.status
    return render(request, "desk_rights/ask.html", {"matter": matter, "form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required(SEE)
def one(request: StaffRequest, request_id: UUID) -> HttpResponseBase:
    """One request; whoever may answers it here, with yes or with an article and a reason."""
    row = queries.seen(request.actor).filter(id=request_id).first()
    if row is None:
        raise Http404
    granting = _granting(row, request)
    refusing = RefuseForm(request.POST if "refuse" in request.POST else None)
    status = 200
    if request.method == "POST":
        status = _answer(request, row, granting, refusing)
        if status == 200:
            messages.success(request, _("已经答复，申请人看得到。"))
            return redirect("desk:rights-one", row.id)
    context = {
        "row": row,
        "ground": grounds.words(row.ground),
        "article": grounds.article(row.ground),
        "granting": granting,
        "refusing": refusing,
        "may_decide": row.stage == RightsRequest.Stage.ASKED
        and actions.may_decide(row.matter, request.actor),
        "now": timezone.now(),
    }
    return render(request, "desk_rights/one.html", context, status=status)


def _granting(row: RightsRequest, request: StaffRequest) -> GrantForm:
    form = CorrectForm if row.right == Right.CORRECT else GrantForm
    return form(request.POST if "grant" in request.POST else None)


def _answer(request: StaffRequest, row: RightsRequest, granting: GrantForm, refusing: RefuseForm) -> int:
    """Answer as the button says; return the status of the page to show, 200 where it was answered."""
    form = granting if "grant" in request.POST else refusing
    if not form.is_valid():
        return FAULTY
    actor, now = request.actor, timezone.now()
    with attempt(form) as tried:
        if form is refusing:
            actions.refuse(row.id, **form.cleaned_data, actor=actor, now=now)
        else:
            changes = form.changes if isinstance(form, CorrectForm) else {}
            actions.grant(row.id, reason=form.cleaned_data["reason"], changes=changes, actor=actor, now=now)
    return tried.status

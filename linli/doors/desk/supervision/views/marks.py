"""Yellow and red marks of units: what the rules propose, what was given, one unit with its denominators."""

from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from linli.core.procedures.answers import AnswersWrong
from linli.core.procedures.taking import StepNotOpen
from linli.doors.desk.forms.wrong import show_wrong
from linli.doors.desk.shown.downloads import csv_download
from linli.doors.desk.supervision import figures, sides
from linli.doors.desk.supervision.forms import DecideForm, FilterForm, GiveForm, ReasonForm
from linli.doors.desk.supervision.handled import handled_by
from linli.flow.handling.supervision import actions, rights
from linli.flow.handling.supervision.models import Mark, MarkStage
from linli.flow.handling.supervision.queries import effects, reading
from linli.flow.handling.supervision.queries import marks as reading_marks
from linli.ground.people.doorway import StaffRequest, staff_required
from linli.lib.spreadsheets.writing import Value

FAULTY, CONFLICT, MOST = 422, 409, 200


@require_safe
@staff_required("matters.see")
def show(request: StaffRequest) -> HttpResponseBase:
    """What is proposed, for those who decide; what was given, for everybody who may see the matters."""
    now, actor = timezone.now(), request.actor
    may_mark = actor.may(rights.MARK)
    context = {
        "proposed": reading_marks.proposed_marks(actor=actor, now=now) if may_mark else [],
        "may_mark": may_mark,
        "marks": [(mark, mark.counts_on(timezone.localdate(now))) for mark in _given(request)[:MOST]],
        "most": MOST,
        "form": FilterForm(request.GET),
        "query": request.GET.urlencode(),
        "sides": sides.of(actor, "desk:supervision-marks"),
    }
    return render(request, "desk_supervision/marks.html", context)


@require_safe
@staff_required("matters.see")
def export(request: StaffRequest) -> HttpResponseBase:
    header = [
        *(_("单位"), _("颜色"), _("事由"), _("依据"), _("理由"), _("督办编号"), _("时间"), _("有效至")),
        *(_("状态"), _("异议"), _("裁定理由")),
    ]
    return csv_download("marks", header, _cells(_given(request)))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required(rights.MARK)
def proposed(request: StaffRequest, key: str) -> HttpResponseBase:
    """Give a mark that is proposed, or decide not to, with a reason."""
    now = timezone.now()
    proposal = reading_marks.proposal_named(key, actor=request.actor, now=now)
    if proposal is None or not rights.may_mark(request.actor, proposal.unit.id):
        raise Http404
    dropping = "drop" in request.POST
    form: forms.Form = (ReasonForm if dropping else GiveForm)(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        act = actions.drop if dropping else actions.give
        try:
            act(key, actor=request.actor, now=now, **form.cleaned_data)
        except (AnswersWrong, StepNotOpen) as wrong:
            status = _refuse(form, wrong)
        else:
            messages.success(request, _("已经记下，单位会看到。"))
            return redirect("desk:supervision-marks")
    if form.errors and status == 200:
        status = FAULTY
    context = {"proposal": proposal, "form": form if not dropping else GiveForm(), "dropping": dropping}
    context["sides"] = sides.of(request.actor, "desk:supervision-marks")
    if dropping:
        context["drop_form"] = form
    else:
        context["drop_form"] = ReasonForm(auto_id="drop_%s")
    return render(request, "desk_supervision/propose.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("matters.see")
def one(request: StaffRequest, mark_id: UUID) -> HttpResponseBase:
    """One mark: why, on what rule, what it counts; the unit objects here, another decides here."""
    mark = reading_marks.mark_seen(request.actor, mark_id)
    if mark is None or mark.stage == MarkStage.DROPPED:
        raise Http404
    objection = getattr(mark, "objection", None)
    undecided = objection is not None and objection.upheld is None
    decides = undecided and rights.may_decide_mark(request.actor, mark)
    objects = (
        objection is None and rights.may_object_to(request.actor, mark) and mark.stage == MarkStage.GIVEN
    )
    form: forms.Form | None = None
    if decides or objects:
        form = (DecideForm if decides else ReasonForm)(request.POST or None)
    status = 200
    if request.method == "POST":
        if form is None:
            raise Http404
        if form.is_valid():
            try:
                _act(request, mark, form, decides=decides)
            except (AnswersWrong, StepNotOpen) as wrong:
                status = _refuse(form, wrong)
            else:
                messages.success(request, _("已经记下。"))
                return redirect("desk:supervision-mark", mark_id)
        status = FAULTY if status == 200 else status
    context = {
        "mark": mark,
        "objection": objection,
        "form": form,
        "decides": decides,
        "counted": mark.because_of.select_related("matter").order_by("id"),
        "is_in_force": mark.counts_on(timezone.localdate()),
        "sides": sides.of(request.actor, "desk:supervision-marks"),
    }
    return render(request, "desk_supervision/mark.html", context, status=status)


def _act(request: StaffRequest, mark: Mark, form: forms.Form, *, decides: bool) -> None:
    said, now = form.cleaned_data, timezone.now()
    if decides:
        upheld = said["upheld"] == "yes"
        actions.decide_on_mark(
            mark.id, upheld=upheld, decision=said["decision"], actor=request.actor, now=now
        )
    else:
        actions.object_to_mark(mark.id, reason=said["reason"], actor=request.actor, now=now)


@require_safe
@staff_required("matters.see")
def unit(request: StaffRequest, unit_id: UUID) -> HttpResponseBase:
    """One unit over twelve months: supervisions and marks beside the matters that it had in the same time."""
    today = timezone.localdate()
    found = handled_by(unit_id, actor=request.actor, today=today)
    if found is None:
        raise Http404
    filters = reading.Filters(unit_id, found.since, found.until)
    months = effects.by_month(filters, actor=request.actor)
    whole = effects.total(filters, actor=request.actor)
    given = list(
        reading_marks.marks(actor=request.actor, unit=unit_id, since=found.since, until=found.until)[:MOST]
    )
    context = {
        "unit": found.unit,
        "since": found.since,
        "until": found.until,
        "figures": [*figures.figures(whole, filters), *figures.of_marks(given, found.received)],
        "per": figures.per_hundred(whole.counts["issued"], found.received),
        "received": found.received,
        "days": whole.days,
        "trend": figures.trend(months),
        "marks": [(mark, mark.counts_on(today)) for mark in given],
        "sides": sides.of(request.actor),
    }
    return render(request, "desk_supervision/unit.html", context)


def _given(request: StaffRequest) -> QuerySet[Mark]:
    filters = FilterForm(request.GET).filters()
    return reading_marks.marks(
        actor=request.actor, unit=filters.unit, since=filters.since, until=filters.until
    )


def _cells(rows: Iterable[Mark]) -> Iterator[Sequence[Value]]:
    for mark in rows:
        objection = getattr(mark, "objection", None)
        yield [
            mark.unit.name,
            mark.get_colour_display(),
            mark.get_ground_display(),
            mark.source,
            mark.reason,
            mark.supervision.number,
            timezone.localtime(mark.given_at),
            mark.ends_on,
            mark.get_stage_display(),
            objection.reason if objection else "",
            objection.decision if objection else "",
        ]


def _refuse(form: forms.Form, wrong: AnswersWrong | StepNotOpen) -> int:
    if isinstance(wrong, StepNotOpen):
        form.add_error(None, str(wrong))
        return CONFLICT
    show_wrong(form, wrong.errors)
    return FAULTY

"""Promises at the desk: the figures and the rows behind them, one of them, a new one."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from linli.core.procedures.reach import reaches
from linli.doors.desk import queries as desk
from linli.doors.desk.closing import tables
from linli.doors.desk.closing.asked import promises as promises_asked
from linli.doors.desk.closing.asked import query_of
from linli.doors.desk.closing.forms import ActForm, AskedForm, PromiseForm
from linli.doors.desk.forms.wrong import FAULTY, attempt
from linli.doors.desk.shown.downloads import csv_download
from linli.doors.desk.views.matter import matter_or_404
from linli.flow.outcomes.commitments import actions, queries
from linli.flow.outcomes.commitments.checking import check
from linli.flow.outcomes.commitments.models import Commitment
from linli.ground.people.actor import Refused
from linli.ground.people.doorway import StaffRequest, staff_required
from linli.ground.places.models import Level


@require_safe
@staff_required("matters.see")
def listed(request: StaffRequest) -> HttpResponseBase:
    """How many were kept in time of those that are due, for each unit; every number opens its rows."""
    asked, on = promises_asked(request.GET), timezone.localdate()
    rows = queries.seen_by(request.actor)
    page, mark = queries.listed(rows, asked, after=request.GET.get("after", ""))
    form = AskedForm(request.GET or None)
    form.fields["unit"].choices = [("", _("全部")), *desk.units(on=on)]  # type: ignore[attr-defined]
    towns = desk.areas(Level.TOWN, on=on)
    form.fields["town"].choices = [("", _("全部")), *towns]  # type: ignore[attr-defined]
    context = {
        "rows": page,
        "next": query_of(asked, after=mark) if mark else "",
        "query": query_of(asked),
        "total": queries.counts(rows, asked),
        "units": queries.by_unit(rows, asked),
        "form": form,
        "span": query_of(queries.Asked(town=asked.town, since=asked.since, until=asked.until)),
    }
    return render(request, "desk_closing/promises.html", context)


@require_safe
@staff_required("matters.see")
def export(request: StaffRequest) -> HttpResponseBase:
    rows = queries.every(queries.seen_by(request.actor), promises_asked(request.GET))
    return csv_download("promises", tables.promise_header(), tables.promise_lines(rows))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("matters.see")
def one(request: StaffRequest, commitment_id: UUID) -> HttpResponseBase:
    """One promise, and what the reader may do about it."""
    row = _found(request, commitment_id)
    form = ActForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        with attempt(form) as tried:
            said = _act(request, row, form)
        if tried.went_well:
            messages.success(request, said)
            return redirect("desk:closing-promise", commitment_id)
        status = tried.status
    matter = row.matter
    context = {
        "row": row,
        "matter": matter,
        "form": form,
        "may": queries.open_acts(row, matter, request.actor),
        "milestones": row.milestones.all(),
        "now": timezone.now(),
    }
    return render(request, "desk_closing/promise.html", context, status=status)


def _act(request: StaffRequest, row: Commitment, form: ActForm) -> str:
    """Do what the pressed button says. Raises what the action raises."""
    actor, now, said = request.actor, timezone.now(), form.cleaned_data
    match request.POST.get("act", ""):
        case "keep":
            actions.keep(row.id, words=said["words"], actor=actor, now=now)
            return _("已经记下：做到了。诉求人会看到。")
        case "confirm":
            actions.confirm(row.id, actor=actor, now=now)
            return _("已经确认。")
        case "withdraw":
            actions.withdraw(row.id, reason=said["reason"], actor=actor, now=now)
            return _("已经撤回，诉求人会看到理由。")
        case "reach":
            try:
                step = UUID(request.POST.get("step", ""))
            except ValueError:
                raise Refused from None
            actions.reach_milestone(step, actor=actor, now=now)
            return _("这一步已经记下。")
    raise Refused


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required(actions.PROMISE)
def make(request: StaffRequest, number: str) -> HttpResponseBase:
    """Promise something on a matter, after a look at what everybody will read; or anew, in the place of a broken promise."""
    matter = matter_or_404(request, number)
    if not reaches(request.actor, actions.PROMISE, matter):
        raise Refused
    renews = _renewed(request)
    form = PromiseForm(request.POST or None)
    context: dict[str, Any] = {"matter": matter, "form": form, "renews": renews}
    if request.method == "POST" and form.is_valid():
        said, now = form.cleaned_data, timezone.now()
        with attempt(form, otherwise="step_1") as tried:
            if "confirmed" not in request.POST:
                check(said["promise"].strip(), said["promised_on"], form.milestones(), now=now)
                return render(request, "desk_closing/make.html", {**context, "preview": said})
            actions.promise(
                matter.id,
                words=said["promise"],
                promised_on=said["promised_on"],
                for_public=said["for_public"],
                milestones=form.milestones(),
                renews=renews.id if renews else None,
                actor=request.actor,
                now=now,
            )
        if tried.went_well:
            messages.success(request, _("承诺已经记下，到期前会提醒。"))
            return redirect("desk:matter", number)
    return render(request, "desk_closing/make.html", context, status=FAULTY if form.errors else 200)


def _renewed(request: StaffRequest) -> Commitment | None:
    text = request.POST.get("renews") or request.GET.get("renews", "")
    try:
        return _found(request, UUID(text)) if text else None
    except ValueError:
        raise Http404 from None


def _found(request: StaffRequest, commitment_id: UUID) -> Commitment:
    found = queries.of_id(commitment_id, actor=request.actor)
    if found is None:
        raise Http404
    return found

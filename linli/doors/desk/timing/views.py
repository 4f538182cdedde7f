"""Requests for more time: ask, decide, look them up."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.core.procedures.obligations import limit_of
from linli.core.procedures.taking import StepNotOpen
from linli.doors.desk.forms.wrong import FAULTY, attempt
from linli.doors.desk.shown.downloads import csv_download
from linli.doors.desk.timing import shown
from linli.doors.desk.timing.forms import DecisionForm, WishForm
from linli.doors.desk.views.matter import matter_or_404
from linli.flow.handling.timing import actions, queries
from linli.flow.handling.timing.actions import ASK
from linli.flow.handling.timing.models import TimeRequest
from linli.ground.people.doorway import StaffRequest, staff_required

MOST = 200


@require_safe
@staff_required("matters.see")
def waiting(request: StaffRequest) -> HttpResponseBase:
    """The requests that wait for somebody's decision, those first that are mine to decide."""
    rows = [shown.shown(one, one.matter) for one in queries.waiting(request.actor)[:MOST]]
    mine = [row for row in rows if queries.may_decide(row.request, request.actor)]
    others = [row for row in rows if row not in mine]
    context = {"mine": mine, "others": others, "is_full": len(rows) == MOST, "most": MOST}
    return render(request, "desk_timing/waiting.html", context)


@require_safe
@staff_required("matters.see")
def export(request: StaffRequest) -> HttpResponseBase:
    """All requests on matters that one may see, newest first."""
    rows = queries.requests_seen(request.actor).order_by("-asked_at", "-id").iterator(chunk_size=500)
    return csv_download("time-requests", shown.header(), shown.lines(rows))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required(ASK)
def ask(request: StaffRequest, number: str, clock: str) -> HttpResponseBase:
    """Ask for more time on one clock of a matter."""
    matter, now = matter_or_404(request, number), timezone.now()
    kept = next((one for one in queries.clocks_to_ask_for(matter) if one.name == clock), None)
    if kept is None or not queries.may_ask(matter, request.actor):
        raise Http404
    form = WishForm(request.POST or None, limit=limit_of(matter, "extension", on=timezone.localdate(now)))
    status = FAULTY if form.errors else 200
    if request.method == "POST" and form.is_valid():
        with attempt(form) as tried:
            actions.ask(matter.id, clock, form.wish(), actor=request.actor, now=now)
        if tried.went_well:
            messages.success(request, _("申请已经交上去。批准以前，时限照常计算。"))
            return redirect("desk:matter", number)
        status = tried.status
    context = {"matter": matter, "form": form, "clock": kept, "name": shown.clock_name(kept, matter)}
    return render(request, "desk_timing/ask.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("matters.see")
def one(request: StaffRequest, request_id: UUID) -> HttpResponseBase:
    """One request; whoever may decide on it does so here."""
    found = _found(request, request_id)
    form = DecisionForm(request.POST or None, initial={"words": found.words})
    status = FAULTY if form.errors else 200
    if request.method == "POST" and form.is_valid():
        with attempt(form) as tried:
            said = _decide(request, found, form)
        if tried.went_well:
            messages.success(request, said)
            return redirect("desk:timing")
        status = tried.status
    may_decide = found.waits and queries.may_decide(found, request.actor)
    mine = found.waits and found.asked_by_id == request.actor.staff_id
    context = {"row": shown.shown(found, found.matter), "form": form, "may_decide": may_decide, "mine": mine}
    return render(request, "desk_timing/one.html", context, status=status)


def _decide(request: StaffRequest, found: TimeRequest, form: DecisionForm) -> str:
    said, now = form.cleaned_data, timezone.now()
    if "refuse" in request.POST:
        actions.refuse(found.id, decision=said["decision"], actor=request.actor, now=now)
        return _("没有批准。时限不变，申请人会收到提醒。")
    actions.approve(found.id, words=said["words"], actor=request.actor, now=now)
    return _("已经批准，居民的页面上看得到。")


@require_POST
@staff_required(ASK)
def withdraw(request: StaffRequest, request_id: UUID) -> HttpResponseBase:
    """Take one's own request back."""
    found = _found(request, request_id)
    try:
        actions.withdraw(found.id, actor=request.actor, now=timezone.now())
    except StepNotOpen as closed:
        messages.warning(request, str(closed))
    else:
        messages.success(request, _("申请已经撤回。"))
    return redirect("desk:matter", found.matter.number)


def _found(request: StaffRequest, request_id: UUID) -> TimeRequest:
    found = queries.requests_seen(request.actor).filter(id=request_id).first()
    if found is None:
        raise Http404
    return found

"""Asking residents afterwards: whom, and what they said."""

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.core.procedures.answers import AnswersWrong
from linli.core.procedures.taking import StepNotOpen
from linli.doors.desk.closing import tables
from linli.doors.desk.closing.asked import Month
from linli.doors.desk.closing.forms import ContactForm, TryForm, VisitForm
from linli.doors.desk.forms.wrong import show_wrong
from linli.doors.desk.shown.downloads import csv_download
from linli.flow.handling.contacts import Contact
from linli.flow.outcomes.story import story_of
from linli.flow.outcomes.visits import actions, queries
from linli.flow.outcomes.visits.inviting import VISIT, invite
from linli.flow.outcomes.visits.models import State, Visit
from linli.ground.people.doorway import StaffRequest, staff_required
from linli.ground.people.senders import can_send

FAULTY, CONFLICT, MOST = 422, 409, 200


@require_safe
@staff_required(VISIT)
def waiting(request: StaffRequest) -> HttpResponseBase:
    """Whom to ask now, and how the visits of a month ended."""
    now = timezone.now()
    month = Month.of(request.GET.get("month", ""), today=timezone.localdate(now))
    ended = queries.results(request.actor, month.since, month.until)
    context = {
        "rows": queries.waiting(request.actor, now=now)[:MOST],
        "results": [(state.label, ended.get(state.value, 0)) for state in State],
        "month": month,
        "now": now,
        "most": MOST,
    }
    return render(request, "desk_closing/visits.html", context)


@require_safe
@staff_required(VISIT)
def export(request: StaffRequest) -> HttpResponseBase:
    """Whom to ask now, as a table; telephones are not in it."""
    rows = queries.waiting(request.actor, now=timezone.now()).iterator(chunk_size=500)
    return csv_download("visits", tables.visit_header(), tables.visit_lines(rows))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff_required(VISIT)
def one(request: StaffRequest, visit_id: UUID) -> HttpResponseBase:
    """One visit: what was answered, the way to reach the resident, and what they say."""
    visit = _found(request, visit_id)
    form = VisitForm(request.POST or None)
    if request.method != "POST":
        return _page(request, visit)
    if not form.is_valid():
        return _page(request, visit, form=form, status=FAULTY)
    return _take(
        request,
        visit,
        form,
        lambda: actions.record(visit.id, **form.cleaned_data, actor=request.actor, now=timezone.now()),
        _("已经记下。诉求人看得到，以后他自己评价的，以他的为准。"),
    )


@require_POST
@staff_required(VISIT)
def tried(request: StaffRequest, visit_id: UUID) -> HttpResponseBase:
    """Nobody was reached this time."""
    visit, form = _found(request, visit_id), TryForm(request.POST)
    why = request.POST.get("why", "")
    now = timezone.now()
    act = lambda: actions.try_to_reach(visit.id, why=why, actor=request.actor, now=now)  # noqa: E731
    return _take(request, visit, form, act, _("已经记下这一次。"), name="tries")


@require_POST
@staff_required(VISIT)
def message(request: StaffRequest, visit_id: UUID) -> HttpResponseBase:
    """Ask by a message."""
    visit = _found(request, visit_id)
    try:
        sent = invite(visit.id, actor=request.actor, now=timezone.now())
    except StepNotOpen as closed:
        messages.warning(request, str(closed))
    else:
        said = _("短信已经发出。") if sent else _("发不了短信：没有留手机号，或者这里没有接短信。请打电话。")
        (messages.success if sent else messages.warning)(request, said)
    return redirect("desk:closing-visit", visit_id)


@never_cache
@require_POST
@staff_required(VISIT)
def contact(request: StaffRequest, visit_id: UUID) -> HttpResponseBase:
    """Open the contact, with a reason; this answer alone holds it."""
    visit, form = _found(request, visit_id), ContactForm(request.POST)
    if not form.is_valid():
        return _page(request, visit, contact_form=form, status=FAULTY)
    try:
        reason = form.cleaned_data["reason"]
        opened = actions.contact_of(visit.id, reason=reason, actor=request.actor, now=timezone.now())
    except AnswersWrong as wrong:
        show_wrong(form, wrong.errors)
        return _page(request, visit, contact_form=form, status=FAULTY)
    except StepNotOpen as closed:
        form.add_error(None, str(closed))
        return _page(request, visit, contact_form=form, status=CONFLICT)
    return _page(request, visit, contact=opened)


def _take(
    request: StaffRequest,
    visit: Visit,
    form: forms.Form,
    act: Callable[[], Visit],
    said: str,
    *,
    name: str = "form",
) -> HttpResponseBase:
    """Do it, or show again what was typed with what is wrong."""
    try:
        act()
    except AnswersWrong as wrong:
        show_wrong(form, wrong.errors)
        return _page(request, visit, status=FAULTY, **{name: form})  # type: ignore[arg-type]
    except StepNotOpen as closed:
        form.add_error(None, str(closed))
        return _page(request, visit, status=CONFLICT, **{name: form})  # type: ignore[arg-type]
    messages.success(request, said)
    return redirect("desk:closing-visits")


def _page(
    request: StaffRequest,
    visit: Visit,
    *,
    form: forms.Form | None = None,
    tries: forms.Form | None = None,
    contact_form: forms.Form | None = None,
    contact: Contact | None = None,
    status: int = 200,
) -> HttpResponse:
    reply = story_of(visit.matter).reply
    context = {
        "visit": visit,
        "matter": visit.matter,
        "reply": str(reply.body.get("text", "")) if reply else "",
        "form": form or VisitForm(),
        "tries": tries or TryForm(),
        "contact_form": contact_form or ContactForm(initial={"reason": _("办结后回访")}),
        "contact": contact,
        "is_waiting": visit.standing == State.WAITING,
        "can_send": can_send() and visit.invited_at is None,
        "now": timezone.now(),
    }
    return render(request, "desk_closing/visit.html", context, status=status)


def _found(request: StaffRequest, visit_id: UUID) -> Visit:
    found = queries.visit_of(visit_id, actor=request.actor)
    if found is None:
        raise Http404
    return found

"""Whistles: calling departments to the spot, the list of calls, one call with who came."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from linli.core.procedures.answers import AnswersWrong
from linli.doors.desk.joint import forms, shown
from linli.doors.desk.joint.asked import Asked
from linli.doors.desk.shown.downloads import csv_download
from linli.doors.desk.views.matter import FAULTY, matter_or_404
from linli.flow.handling.joint import actions, figures, queries
from linli.flow.handling.joint.access import whistling
from linli.flow.handling.joint.actions import TaskNotOpen
from linli.flow.handling.joint.actions.whistling import CALLED_KINDS
from linli.ground.people.doorway import StaffRequest, staff_required

SHOWN = 200


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("handling.whistle")
def whistle(request: StaffRequest, number: str) -> HttpResponseBase:
    """Call departments to the spot of a matter."""
    matter, now = matter_or_404(request, number), timezone.now()
    if not matter.is_open or whistling(request.actor, matter) is None:
        raise Http404
    units = queries.units_to_call(on=timezone.localdate(now), kinds=CALLED_KINDS)
    initial = {"place": " ".join(filter(None, (matter.village.name if matter.village else "", matter.place)))}
    form = forms.Whistle(request.POST or None, units=units, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            call = actions.whistle(
                matter.id,
                unit_ids=[UUID(one) for one in said["units"]],
                place=said["place"],
                at=said["at"],
                purpose=said["purpose"],
                actor=request.actor,
                now=now,
            )
        except AnswersWrong as wrong:
            form.refuse(wrong.errors)
        except TaskNotOpen as wrong:
            form.refuse({"": str(wrong)})
        else:
            messages.success(request, _("哨已吹响，部门会收到提醒。"))
            return redirect("desk:joint-call", call.id)
    context = {"form": form, "matter": matter, "heading": _("吹哨，请部门到场"), "submit": _("吹哨")}
    faulty = form.is_bound and form.errors
    return render(request, "desk_joint/form.html", context, status=FAULTY if faulty else 200)


@require_safe
@staff_required("matters.see")
def index(request: StaffRequest) -> HttpResponseBase:
    """The calls that one may see, or those behind one number of the figures."""
    asked, now = Asked.of(request.GET, today=timezone.localdate()), timezone.now()
    tasks = list(_behind(request, asked)[:SHOWN])
    context = {
        "asked": asked,
        "rows": [(task, getattr(task, "attendance", None)) for task in tasks],
        "unit": tasks[0].unit.name if asked.unit and tasks else "",
        "measure": shown_measure(asked),
        "effects": shown.effect_words(),
        "most": SHOWN if len(tasks) == SHOWN else 0,
        "now": now,
    }
    return render(request, "desk_joint/calls.html", context)


@require_safe
@staff_required("matters.see")
def export(request: StaffRequest) -> HttpResponseBase:
    asked = Asked.of(request.GET, today=timezone.localdate())
    rows = shown.call_lines(_behind(request, asked).iterator(chunk_size=500))
    return csv_download("whistles", shown.call_header(), rows)


@require_safe
@staff_required("matters.see")
def call(request: StaffRequest, call_id: UUID) -> HttpResponseBase:
    """One call: where, when, what for; who came, how it helped."""
    found, now = queries.call_of(request.actor, call_id), timezone.now()
    if found is None:
        raise Http404
    tasks = [task for task in queries.tasks_of(found.matter) if task.call_id == found.id]
    context: dict[str, Any] = {
        "call": found,
        "rows": shown.rows(tasks, request.actor, now=now, matter=found.matter),
        "effects": shown.effect_words(),
        "now": now,
    }
    return render(request, "desk_joint/call.html", context)


def shown_measure(asked: Asked) -> str:
    return Asked.measures()[asked.measure]


def _behind(request: StaffRequest, asked: Asked) -> Any:
    since, until = asked.span
    return figures.behind(request.actor, since, until, unit_id=asked.unit, measure=asked.measure)

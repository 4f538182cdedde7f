"""The tasks of one's units; asking other units; acting on one task."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.core.matters.models import Matter
from linli.core.procedures.answers import AnswersWrong
from linli.doors.desk import actions as desk
from linli.doors.desk import queries as desk_queries
from linli.doors.desk.joint import forms, shown
from linli.doors.desk.joint.deeds import DEEDS, Deed
from linli.doors.desk.shown.downloads import csv_download
from linli.doors.desk.views.matter import CONFLICT, FAULTY, matter_or_404
from linli.flow.handling.joint import actions, queries
from linli.flow.handling.joint.access import WORK, leads, open_acts
from linli.flow.handling.joint.actions import TaskNotOpen
from linli.flow.handling.joint.models import Task
from linli.ground.people.doorway import StaffRequest, staff_required

REPLY = "reply"


@require_safe
@staff_required(WORK)
def mine(request: StaffRequest) -> HttpResponseBase:
    """What one's units are asked to do, or (`side=asked`) what they wait for from others."""
    now, asked = timezone.now(), request.GET.get("side") == "asked"
    found = queries.open_of_units(request.actor, asked=asked)
    context = {
        "rows": shown.rows(found, request.actor, now=now),
        "asked": asked,
        "now": now,
        "most": queries.MOST if len(found) == queries.MOST else 0,
    }
    return render(request, "desk_joint/tasks.html", context)


@require_safe
@staff_required(WORK)
def export(request: StaffRequest) -> HttpResponseBase:
    asked = request.GET.get("side") == "asked"
    found = queries.open_of_units(request.actor, asked=asked)
    rows = shown.rows(found, request.actor, now=timezone.now())
    return csv_download("joint-tasks", shown.header(), shown.lines(rows))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("matters.see")
def ask(request: StaffRequest, number: str) -> HttpResponseBase:
    """Ask other units for their part."""
    matter, now = matter_or_404(request, number), timezone.now()
    if not leads(request.actor, matter) or not matter.is_open:
        raise Http404
    units = [
        one for one in queries.units_to_call(on=timezone.localdate(now)) if one[0] != str(matter.unit_id)
    ]
    form = forms.Ask(request.POST or None, units=units)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            tasks = actions.ask(
                matter.id,
                unit_ids=[UUID(one) for one in said["units"]],
                asked=said["asked"],
                until=said["until"],
                actor=request.actor,
                now=now,
            )
        except AnswersWrong as wrong:
            form.refuse(wrong.errors)
        except TaskNotOpen as wrong:
            form.refuse({"": str(wrong)})
        else:
            names = "、".join(task.unit.name for task in tasks)
            messages.success(request, _("已经请%(units)s协办。") % {"units": names})
            return redirect("desk:matter", number)
    return _form(request, form, matter, _("请别的单位协办"), _("请他们协办"))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("matters.see")
def act(request: StaffRequest, task_id: UUID, act: str) -> HttpResponseBase:
    """Do one thing about a task; without a form by one press."""
    task, deed, now = queries.task_of(request.actor, task_id), DEEDS.get(act), timezone.now()
    if task is None or deed is None:
        raise Http404
    if request.method != "POST":
        if act not in open_acts(task, task.matter, request.actor, now=now):
            raise Http404
        return _act_form(request, task, deed, deed.form_for(task)())
    form = deed.form_for(task)(request.POST)
    if form.is_valid():
        try:
            deed.run(task, form.cleaned_data, request.actor, now)
        except AnswersWrong as wrong:
            form.refuse(wrong.errors)
        except TaskNotOpen as wrong:
            return _act_form(request, task, deed, form, status=CONFLICT, trouble=str(wrong))
        else:
            messages.success(request, _("“%(step)s”已完成。") % {"step": deed.label})
            return _back(task)
    return _act_form(request, task, deed, form)


@require_POST
@staff_required("matters.see")
def merge(request: StaffRequest, number: str) -> HttpResponseBase:
    """Put the answers of the others into one's draft of the reply."""
    matter, now = matter_or_404(request, number), timezone.now()
    if not leads(request.actor, matter):
        raise Http404
    merged = shown.merged(queries.answers(matter))
    draft = desk_queries.drafts_of(matter, request.actor).get(REPLY)
    written = (draft.answers if draft else {}).get("text", "")
    answers = {**(draft.answers if draft else {}), "text": "\n\n".join(filter(None, (written, merged)))}
    if merged and merged not in written:
        desk.save_draft(matter.id, REPLY, answers, actor=request.actor, now=now)
    messages.success(request, _("协办单位的意见已经放进答复的草稿，请改成居民看得懂的一份答复。"))
    return redirect("desk:matter", number)


def _back(task: Task) -> HttpResponseBase:
    if task.call_id:
        return redirect("desk:joint-call", task.call_id)
    return redirect("desk:matter", task.matter.number)


def _act_form(
    request: StaffRequest, task: Task, deed: Deed, form: forms.ActForm, *, status: int = 0, trouble: str = ""
) -> HttpResponse:
    heading = _("%(step)s：%(unit)s") % {"step": deed.label, "unit": task.unit.name}
    return _form(
        request, form, task.matter, heading, str(deed.label), task=task, status=status, trouble=trouble
    )


def _form(
    request: StaffRequest,
    form: forms.ActForm,
    matter: Matter,
    heading: str,
    submit: str,
    *,
    status: int = 0,
    **more: Any,
) -> HttpResponse:
    context = {"form": form, "matter": matter, "heading": heading, "submit": submit, **more}
    code = status or (FAULTY if form.is_bound and form.errors else 200)
    return render(request, "desk_joint/form.html", context, status=code)

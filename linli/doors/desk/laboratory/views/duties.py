"""The duty list as a draft would make it."""

from uuid import UUID

from django.contrib import messages
from django.forms import ModelForm
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.core.procedures.answers import AnswersWrong
from linli.doors.desk.forms.wrong import show_wrong
from linli.doors.desk.laboratory.forms import duty_form
from linli.doors.desk.laboratory.opening import CONFLICT, FAULTY, draft_or_404, laboratory, page
from linli.doors.desk.laboratory.shown import lines
from linli.doors.desk.laboratory.views.drafts import draft_page
from linli.doors.desk.registers.found import suggest
from linli.doors.desk.shown.downloads import csv_download
from linli.flow.routing.laboratory import actions
from linli.flow.routing.laboratory.models import Draft
from linli.flow.routing.laboratory.queries.drafts import line_of
from linli.ground.people.doorway import StaffRequest


@require_safe
@laboratory
def listed(request: StaffRequest, draft_id: UUID) -> HttpResponseBase:
    """What the list would say: the draft's own lines first, then those in force that contain the words."""
    draft, words = draft_or_404(request, draft_id), request.GET.get("q", "")
    own, in_force, is_all = lines.lines(draft, words)
    return page(
        request,
        "duties",
        draft,
        here=_("责任清单"),
        words=words,
        own=own,
        in_force=in_force,
        is_all=is_all,
    )


@require_safe
@laboratory
def export(request: StaffRequest, draft_id: UUID) -> HttpResponseBase:
    """The same list whole, to take away."""
    draft = draft_or_404(request, draft_id)
    return csv_download("duties-draft", lines.header(), lines.sheet(draft, request.GET.get("q", "")))


@require_http_methods(["GET", "HEAD", "POST"])
@laboratory
def add(request: StaffRequest, draft_id: UUID) -> HttpResponseBase:
    """A new line; category, area and severity may come with the address, as from a gap."""
    draft = draft_or_404(request, draft_id)
    asked = {name: request.GET.get(name, "") for name in ("category", "area", "severity")}
    form = duty_form(request.POST or None, initial=asked)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_duty(draft.id, form.cleaned_data, actor=request.actor, now=timezone.now())
        except AnswersWrong as wrong:
            show_wrong(form, wrong.errors)
        except actions.DraftClosed as error:
            return draft_page(request, draft, fault=str(error), status=CONFLICT)
        else:
            messages.success(request, _("已加进草稿。发布之前，现行清单不变。"))
            return redirect("desk:laboratory-draft", draft_id=draft.id)
    return _form(request, draft, form, here=_("添加一行责任"))


@require_http_methods(["GET", "HEAD", "POST"])
@laboratory
def change(request: StaffRequest, draft_id: UUID, key: UUID) -> HttpResponseBase:
    """One line, the draft's own or one in force."""
    draft = draft_or_404(request, draft_id)
    line = line_of(draft, key)
    if line is None or line.says is None:
        raise Http404
    form = duty_form(request.POST or None, initial=lines.fields(line.says))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_duty(
                draft.id,
                key,
                form.cleaned_data,
                version=_version(request),
                actor=request.actor,
                now=timezone.now(),
            )
        except AnswersWrong as wrong:
            show_wrong(form, wrong.errors)
        except actions.DraftChanged as error:
            form.add_error(None, str(error))
        except actions.DraftClosed as error:
            return draft_page(request, draft, fault=str(error), status=CONFLICT)
        else:
            messages.success(request, _("已改在草稿里。发布之前，现行清单不变。"))
            return redirect("desk:laboratory-draft", draft_id=draft.id)
    return _form(request, draft, form, here=_("修改一行责任"))


@require_POST
@laboratory
def act(request: StaffRequest, draft_id: UUID, key: UUID, act: str) -> HttpResponseBase:
    """Let a line end, or stand as it is in force."""
    draft, now = draft_or_404(request, draft_id), timezone.now()
    try:
        match act:
            case "end":
                actions.end_duty(draft.id, key, actor=request.actor, now=now)
            case "restore":
                actions.restore_duty(draft.id, key, actor=request.actor, now=now)
            case _:
                raise Http404
    except actions.NoSuchRow:
        raise Http404 from None
    except actions.DraftClosed as error:
        return draft_page(request, draft, fault=str(error), status=CONFLICT)
    answer = redirect("desk:laboratory-draft", draft_id=draft.id)
    answer["Location"] += "#duties"
    return answer


def _version(request: StaffRequest) -> int | None:
    text = request.POST.get("version", "")
    return int(text) if text.isdigit() else None


def _form(request: StaffRequest, draft: Draft, form: ModelForm, *, here: str) -> HttpResponse:
    lists = suggest(form)
    return page(
        request, "form", draft, here=here, form=form, lists=lists, status=FAULTY if form.errors else 200
    )

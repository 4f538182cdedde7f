"""The rules of a draft."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from linli.core.procedures.answers import AnswersWrong
from linli.doors.desk.forms.wrong import show_wrong
from linli.doors.desk.laboratory.forms import RuleForm
from linli.doors.desk.laboratory.opening import CONFLICT, FAULTY, draft_or_404, laboratory, page
from linli.doors.desk.laboratory.views.drafts import draft_page
from linli.flow.routing.laboratory import actions
from linli.flow.routing.laboratory.models import Draft
from linli.flow.routing.laboratory.queries.drafts import rule_of
from linli.ground.people.doorway import StaffRequest


@require_http_methods(["GET", "HEAD", "POST"])
@laboratory
def add(request: StaffRequest, draft_id: UUID) -> HttpResponseBase:
    """A new rule."""
    draft = draft_or_404(request, draft_id)
    form = RuleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_rule(draft.id, form.values(), actor=request.actor, now=timezone.now())
        except AnswersWrong as wrong:
            show_wrong(form, wrong.errors)
        except actions.DraftClosed as error:
            return draft_page(request, draft, fault=str(error), status=CONFLICT)
        else:
            messages.success(request, _("已加进草稿。发布之前，现行规则不变。"))
            return redirect("desk:laboratory-draft", draft_id=draft.id)
    return _form(request, draft, form, here=_("添加规则"))


@require_http_methods(["GET", "HEAD", "POST"])
@laboratory
def change(request: StaffRequest, draft_id: UUID, key: UUID) -> HttpResponseBase:
    """One rule."""
    draft = draft_or_404(request, draft_id)
    row = rule_of(draft, key)
    if row is None:
        raise Http404
    form = RuleForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_rule(
                draft.id,
                key,
                form.values(),
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
            messages.success(request, _("已改在草稿里。发布之前，现行规则不变。"))
            return redirect("desk:laboratory-draft", draft_id=draft.id)
    return _form(request, draft, form, here=_("修改规则"))


@require_POST
@laboratory
def act(request: StaffRequest, draft_id: UUID, key: UUID, act: str) -> HttpResponseBase:
    """Move a rule up or down, let it end, let it stand again."""
    draft, now = draft_or_404(request, draft_id), timezone.now()
    try:
        match act:
            case "up" | "down":
                actions.move_rule(
                    draft.id, key, "up" if act == "up" else "down", actor=request.actor, now=now
                )
            case "end":
                actions.end_rule(draft.id, key, actor=request.actor, now=now)
            case "restore":
                actions.restore_rule(draft.id, key, actor=request.actor, now=now)
            case _:
                raise Http404
    except actions.NoSuchRow:
        raise Http404 from None
    except AnswersWrong as wrong:
        return draft_page(request, draft, fault=str(wrong), status=FAULTY)
    except actions.DraftClosed as error:
        return draft_page(request, draft, fault=str(error), status=CONFLICT)
    answer = redirect("desk:laboratory-draft", draft_id=draft.id)
    answer["Location"] += "#rules"
    return answer


def _version(request: StaffRequest) -> int | None:
    text = request.POST.get("version", "")
    return int(text) if text.isdigit() else None


def _form(request: StaffRequest, draft: Draft, form: RuleForm, *, here: str) -> HttpResponse:
    return page(request, "form", draft, here=here, form=form, status=FAULTY if form.errors else 200)

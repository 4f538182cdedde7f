"""Drafts: all of them, and one with its rules, its changes and what can be done with it."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.core.procedures.answers import AnswersWrong
from linli.doors.desk.forms.wrong import show_wrong
from linli.doors.desk.laboratory.forms import DraftForm, PublishForm, TakeBackForm
from linli.doors.desk.laboratory.opening import CONFLICT, FAULTY, draft_or_404, laboratory
from linli.doors.desk.laboratory.opening import page as _page
from linli.doors.desk.laboratory.shown import acts, rules
from linli.flow.routing.laboratory import actions
from linli.flow.routing.laboratory.models import Draft
from linli.flow.routing.laboratory.queries import drafts, standing
from linli.ground.people.doorway import StaffRequest

MOST = 100


@require_http_methods(["GET", "HEAD", "POST"])
@laboratory
def index(request: StaffRequest) -> HttpResponseBase:
    """All drafts, and a new one."""
    form = DraftForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            draft = actions.draft_rules(**form.cleaned_data, actor=request.actor, now=timezone.now())
        except AnswersWrong as wrong:
            show_wrong(form, wrong.errors)
        else:
            return redirect("desk:laboratory-draft", draft_id=draft.id)
    found = list(drafts.drafts(request.actor)[:MOST])
    return _page(request, "index", form=form, drafts=found, status=FAULTY if form.errors else 200)


@require_safe
@laboratory
def page(request: StaffRequest, draft_id: UUID) -> HttpResponseBase:
    """One draft."""
    return draft_page(request, draft_or_404(request, draft_id))


def draft_page(
    request: StaffRequest, draft: Draft, *, form: forms.Form | None = None, status: int = 200, **more: Any
) -> HttpResponse:
    """Return the page of a draft; `form` is the one of publishing or taking back that was wrong."""
    today = timezone.localdate()
    earliest = actions.earliest(draft, today=today)
    is_standing = standing.is_as_it_was(draft) if draft.is_open else True
    context = {
        "rules": rules.rules(draft, request.actor),
        "lines": drafts.wished_lines(draft),
        "acts": [acts.shown(act) for act in drafts.history(draft)[:MOST]],
        "changes": [] if is_standing else standing.changed_since(draft.based_at),
        "is_standing": is_standing,
        "publish_form": form if draft.is_open and form else _publish_form(draft),
        "take_back_form": form
        if form and not draft.is_open
        else (TakeBackForm(earliest=earliest) if earliest else None),
        "may_take_back": draft.published_at is not None and draft.taken_back_at is None,
        "replay": drafts.latest_replay(draft, request.actor),
        "today": today,
    }
    return _page(request, "draft", draft, status=status, **{**context, **more})


def _publish_form(draft: Draft) -> PublishForm:
    return PublishForm(initial={"version": draft.version})


@require_POST
@laboratory
def drop(request: StaffRequest, draft_id: UUID) -> HttpResponseBase:
    """Put a draft away."""
    draft = draft_or_404(request, draft_id)
    try:
        actions.drop(draft.id, actor=request.actor, now=timezone.now())
    except actions.DraftClosed as error:
        return draft_page(request, draft, fault=str(error), status=CONFLICT)
    messages.success(request, _("草稿“%(name)s”已丢弃，现行规则没有变。") % {"name": draft.name})
    return redirect("desk:laboratory")


@require_POST
@laboratory
def renew(request: StaffRequest, draft_id: UUID) -> HttpResponseBase:
    """Set a draft upon what is in force by now."""
    draft = draft_or_404(request, draft_id)
    try:
        actions.set_upon_present(draft.id, actor=request.actor, now=timezone.now())
    except actions.DraftClosed as error:
        return draft_page(request, draft, fault=str(error), status=CONFLICT)
    messages.success(request, _("草稿已改到现行规则上。请再核对一遍规则和清单的改动。"))
    return redirect("desk:laboratory-draft", draft_id=draft.id)

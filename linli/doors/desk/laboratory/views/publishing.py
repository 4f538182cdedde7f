"""Publish a draft from a day on; take it back."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.doors.desk.laboratory.forms import PublishForm, TakeBackForm
from linli.doors.desk.laboratory.opening import CONFLICT, FAULTY, draft_or_404, laboratory
from linli.doors.desk.laboratory.views.drafts import draft_page
from linli.flow.routing.laboratory import actions
from linli.ground.look.wording import day
from linli.ground.people.doorway import StaffRequest


@require_POST
@laboratory
def publish(request: StaffRequest, draft_id: UUID) -> HttpResponseBase:
    """Let the draft hold from a day on."""
    draft, form = draft_or_404(request, draft_id), PublishForm(request.POST)
    if not form.is_valid():
        return draft_page(request, draft, form=form, status=FAULTY)
    on, version = form.cleaned_data["on"], form.cleaned_data["version"]
    try:
        actions.publish(draft.id, on=on, version=version, actor=request.actor, now=timezone.now())
    except actions.NotPublishable as error:
        form.add_error("on", str(error))
    except ValidationError as error:
        form.add_error(None, " ".join(error.messages))
    except actions.BaseChanged as error:
        return draft_page(request, draft, fault=str(error), status=CONFLICT)
    except (actions.DraftChanged, actions.DraftClosed) as error:
        return draft_page(request, draft_or_404(request, draft_id), fault=str(error), status=CONFLICT)
    else:
        messages.success(request, _("已发布。%(day)s起按新规则分派，在那以前照旧。") % {"day": day(on)})
        return redirect("desk:laboratory-draft", draft_id=draft.id)
    return draft_page(request, draft, form=form, status=FAULTY)


@require_POST
@laboratory
def take_back(request: StaffRequest, draft_id: UUID) -> HttpResponseBase:
    """Let what was before hold again."""
    draft, now = draft_or_404(request, draft_id), timezone.now()
    earliest = actions.earliest(draft, today=timezone.localdate(now))
    form = TakeBackForm(request.POST, earliest=earliest) if earliest else None
    if form is not None and not form.is_valid():
        return draft_page(request, draft, form=form, status=FAULTY)
    on = form.cleaned_data["on"] if form else None
    try:
        done = actions.take_back(draft.id, on=on, actor=request.actor, now=now)
    except actions.NotTakenBack as error:
        if form is None:
            return draft_page(request, draft, fault=str(error), status=CONFLICT)
        form.add_error("on", str(error))
        return draft_page(request, draft, form=form, status=FAULTY)
    words = _("已撤回，%(day)s起按原来的规则分派。") if earliest else _("已撤回，这份规则不会生效。")
    messages.success(request, words % {"day": day(done.taken_back_on)})
    return redirect("desk:laboratory-draft", draft_id=draft.id)

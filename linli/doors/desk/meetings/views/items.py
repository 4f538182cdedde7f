"""Acts on one matter of an agenda: what was said and decided, who has to do what, taking it off."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from linli.core.procedures.answers import AnswersWrong
from linli.doors.desk.joint.forms import ActForm
from linli.doors.desk.meetings import forms
from linli.doors.desk.views.matter import CONFLICT, FAULTY
from linli.flow.handling.joint.queries import units_to_call
from linli.flow.handling.meetings import actions, queries
from linli.flow.handling.meetings.access import HOLD, may_hold
from linli.flow.handling.meetings.actions import MeetingNotOpen
from linli.flow.handling.meetings.models import AgendaItem
from linli.ground.people.actor import Actor
from linli.ground.people.doorway import StaffRequest, staff_required

Said = Mapping[str, Any]


def _discuss(item_id: UUID, said: Said, actor: Actor, now: datetime) -> object:
    """Keep the words for the resident only where it was ticked that they are told."""
    if said["tells"] and not said["told"].strip():
        raise AnswersWrong({"told": _("请写告诉居民的话，或者不勾“告诉居民”。")})
    return actions.discuss(
        item_id,
        discussion=said["discussion"],
        decision=said["decision"],
        told=said["told"] if said["tells"] else "",
        actor=actor,
        now=now,
    )


def _decide(item_id: UUID, said: Said, actor: Actor, now: datetime) -> object:
    return actions.decide(
        item_id,
        unit_id=UUID(said["unit"]) if said["unit"] else None,
        asked=said["asked"],
        until=said["until"],
        before_reply=said["before_reply"],
        actor=actor,
        now=now,
    )


def _remove(item_id: UUID, said: Said, actor: Actor, now: datetime) -> object:
    return actions.remove_item(item_id, reason=said["reason"], actor=actor, now=now)


ACTS: dict[str, tuple[Any, Callable[[UUID, Said, Actor, datetime], object]]] = {
    "discuss": (gettext_lazy("写怎么定的"), _discuss),
    "decide": (gettext_lazy("定由谁落实"), _decide),
    "remove": (gettext_lazy("从议程撤下"), _remove),
}


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required(HOLD)
def act(request: StaffRequest, item_id: UUID, act: str) -> HttpResponseBase:
    """Do one thing to a matter of the agenda of a meeting that one holds."""
    item, now = queries.item_of(request.actor, item_id), timezone.now()
    if item is None or act not in ACTS or not may_hold(request.actor, item.meeting):
        raise Http404
    label, run = ACTS[act]
    form = _form(act, item, request.POST if request.method == "POST" else None, now)
    if request.method != "POST" or not form.is_valid():
        return _page(request, item, form, str(label))
    try:
        run(item.id, form.cleaned_data, request.actor, now)
    except AnswersWrong as wrong:
        form.refuse(wrong.errors)
        return _page(request, item, form, str(label))
    except MeetingNotOpen as wrong:
        return _page(request, item, form, str(label), status=CONFLICT, trouble=str(wrong))
    messages.success(request, _("“%(step)s”已完成。") % {"step": label})
    return redirect("desk:meeting", item.meeting_id)


def _form(act: str, item: AgendaItem, said: Any, now: datetime) -> ActForm:
    if act == "discuss":
        kept = {
            "discussion": item.discussion,
            "decision": item.decision,
            "told": item.told,
            "tells": bool(item.told),
        }
        return forms.Discuss(said, initial=kept)
    if act == "decide":
        return forms.Decide(said, units=units_to_call(on=timezone.localdate(now)))
    return forms.Remove(said)


def _page(
    request: StaffRequest,
    item: AgendaItem,
    form: ActForm,
    heading: str,
    *,
    status: int = 0,
    trouble: str = "",
) -> HttpResponse:
    context = {
        "form": form,
        "meeting": item.meeting,
        "item": item,
        "heading": heading,
        "submit": heading,
        "trouble": trouble,
    }
    code = status or (FAULTY if form.is_bound and form.errors else 200)
    return render(request, "desk_meetings/form.html", context, status=code)

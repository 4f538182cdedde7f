"""Acts on a meeting: who came, the minutes, another time, one more matter, closing, cancelling."""

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
from linli.doors.desk.joint.forms import ActForm, Plain
from linli.doors.desk.meetings import forms
from linli.doors.desk.views.matter import CONFLICT, FAULTY
from linli.flow.handling.joint.queries import units_to_call
from linli.flow.handling.meetings import actions, queries
from linli.flow.handling.meetings.access import HOLD, may_hold
from linli.flow.handling.meetings.actions import MeetingNotOpen, Put
from linli.flow.handling.meetings.queries import Opened
from linli.ground.people.actor import Actor
from linli.ground.people.doorway import StaffRequest, staff_required

Said = Mapping[str, Any]
Run = Callable[[UUID, Said, Actor, datetime], object]


def _hold(meeting_id: UUID, said: Said, actor: Actor, now: datetime) -> object:
    came = {UUID(key): said.get(f"who_{key}", "") for key in said["attended"]}
    return actions.hold(meeting_id, attended=came, held_at=said["held_at"], actor=actor, now=now)


def _add(meeting_id: UUID, said: Said, actor: Actor, now: datetime) -> object:
    matter = queries.matter_numbered(actor, said["number"])
    if matter is None:
        raise AnswersWrong({"number": _("没有找到这个编号的事项。")})
    return actions.add_item(meeting_id, Put(matter.id, said["why"]), actor=actor, now=now)


def _invite(meeting_id: UUID, said: Said, actor: Actor, now: datetime) -> object:
    ids = [UUID(one) for one in said["units"]]
    return actions.invite(meeting_id, ids, actor=actor, now=now)


def _confirm(meeting_id: UUID, said: Said, actor: Actor, now: datetime) -> object:
    return actions.confirm(meeting_id, said.get("version") or 0, actor=actor, now=now)


def _plain(action: Callable[..., object]) -> Run:
    return lambda meeting_id, said, actor, now: action(meeting_id, **said, actor=actor, now=now)


ACTS: dict[str, tuple[Any, Run]] = {
    "hold": (gettext_lazy("记录到会"), _hold),
    "minutes": (gettext_lazy("纪要"), _plain(actions.write_minutes)),
    "confirm": (gettext_lazy("确认纪要"), _confirm),
    "close": (gettext_lazy("归档"), _plain(actions.close)),
    "cancel": (gettext_lazy("取消会议"), _plain(actions.cancel)),
    "reschedule": (gettext_lazy("改时间地点"), _plain(actions.reschedule)),
    "invite": (gettext_lazy("再请单位"), _invite),
    "add": (gettext_lazy("加一件事"), _add),
}


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required(HOLD)
def act(request: StaffRequest, meeting_id: UUID, act: str) -> HttpResponseBase:
    """Do one thing to a meeting that one holds."""
    opened, now = queries.meeting_of(request.actor, meeting_id), timezone.now()
    if opened is None or act not in ACTS or not may_hold(request.actor, opened.meeting):
        raise Http404
    label, run = ACTS[act]
    form = _form(act, opened, request.POST if request.method == "POST" else None, now)
    if request.method != "POST" or not form.is_valid():
        return _page(request, opened, form, str(label))
    try:
        run(meeting_id, form.cleaned_data, request.actor, now)
    except AnswersWrong as wrong:
        form.refuse(wrong.errors)
        return _page(request, opened, form, str(label))
    except MeetingNotOpen as wrong:
        return _page(request, opened, form, str(label), status=CONFLICT, trouble=str(wrong))
    messages.success(request, _("“%(step)s”已完成。") % {"step": label})
    return redirect("desk:meeting", meeting_id)


def _form(act: str, opened: Opened, said: Any, now: datetime) -> ActForm:
    meeting = opened.meeting
    invited = [(str(one.unit_id), one.unit.name) for one in opened.participants]
    match act:
        case "hold":
            return forms.Held(said, units=invited, initial={"attended": [key for key, _name in invited]})
        case "minutes":
            latest = opened.minutes[0].text if opened.minutes else ""
            return forms.Minutes(said, initial={"text": latest})
        case "confirm":
            return forms.Confirm(said)
        case "cancel":
            return forms.Cancel(said)
        case "reschedule":
            at = timezone.localtime(meeting.at)
            return forms.Reschedule(said, initial={"at": at, "place": meeting.place})
        case "invite":
            there = dict(invited)
            units = [one for one in units_to_call(on=timezone.localdate(now)) if one[0] not in there]
            return forms.Invite(said, units=units)
        case "add":
            return forms.AddItem(said)
    return Plain(said)


def _page(
    request: StaffRequest, opened: Opened, form: ActForm, heading: str, *, status: int = 0, trouble: str = ""
) -> HttpResponse:
    context = {
        "form": form,
        "meeting": opened.meeting,
        "heading": heading,
        "submit": heading,
        "trouble": trouble,
    }
    code = status or (FAULTY if form.is_bound and form.errors else 200)
    return render(request, "desk_meetings/form.html", context, status=code)

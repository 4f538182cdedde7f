"""What waits for a conference, what the regular meeting should look at, and planning either."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.core.procedures.answers import AnswersWrong
from linli.doors.desk.meetings import forms, shown
from linli.doors.desk.views.matter import FAULTY, matter_or_404
from linli.flow.handling.joint.queries import units_to_call
from linli.flow.handling.meetings import actions, queries
from linli.flow.handling.meetings.access import HOLD
from linli.flow.handling.meetings.actions import MeetingNotOpen, Put
from linli.flow.handling.meetings.drawing import days_since
from linli.flow.handling.meetings.drawing import draw as drawn_for
from linli.flow.handling.meetings.models import MeetingKind
from linli.ground.look import wording
from linli.ground.people.doorway import StaffRequest, staff_required

MOST = 60


@require_safe
@staff_required(HOLD)
def waiting(request: StaffRequest) -> HttpResponseBase:
    """Hard matters that wait for a conference, to tick."""
    now = timezone.now()
    lines = [
        shown.Line(one.matter, shown.whys([{"code": "hard", "days": days_since(one.since, now)}]))
        for one in queries.awaited(request.actor)
    ]
    context = {"lines": lines, "kind": MeetingKind.CONFERENCE.value, "now": now}
    return render(request, "desk_meetings/waiting.html", context)


@require_safe
@staff_required(HOLD)
def draw(request: StaffRequest) -> HttpResponseBase:
    """What the next regular meeting should look at, each with the numbers that are the reason, to tick."""
    now = timezone.now()
    last = queries.last_before(request.actor, kind=MeetingKind.REGULAR, before=now)
    before = queries.followed(queries.items_seen(request.actor, last)) if last else []
    context = {
        "lines": [shown.Line(one.matter, shown.whys(one.whys)) for one in drawn_for(request.actor, now=now)],
        "kind": MeetingKind.REGULAR.value,
        "last": last,
        "last_became": shown.became(before, now=now),
        "now": now,
    }
    return render(request, "desk_meetings/draw.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required(HOLD)
def plan(request: StaffRequest) -> HttpResponseBase:
    """When, where, who, about what."""
    now = timezone.now()
    on = timezone.localdate(now)
    said = request.POST if request.method == "POST" else request.GET
    ids = _ids(said.getlist("items"))
    matters = queries.matters_of(request.actor, ids)
    choices: dict[str, Any] = {
        "items": [(str(one.id), f"{one.number} {one.title}") for one in matters],
        "units": units_to_call(on=on),
        "chairs": queries.chairs(request.actor, on=on),
    }
    kind = said.get("kind", MeetingKind.CONFERENCE.value)
    title = matters[0].title[:60] if matters and kind == MeetingKind.CONFERENCE else wording.month(on)
    initial = {
        "kind": kind,
        "title": _title(kind, title),
        "items": [str(one.id) for one in matters],
        "units": sorted({str(one.unit_id) for one in matters}),
    }
    form = forms.Plan(request.POST or None, initial=initial, **choices)
    if request.method == "POST" and form.is_valid():
        try:
            meeting = _plan(request, form.cleaned_data, [one.id for one in matters])
        except AnswersWrong as wrong:
            form.refuse(wrong.errors)
        else:
            messages.success(request, _("会议已经拟定，参加单位会收到提醒。"))
            return redirect("desk:meeting", meeting.id)
    context = {"form": form, "kind": kind, "is_conference": kind == MeetingKind.CONFERENCE}
    faulty = form.is_bound and form.errors
    return render(request, "desk_meetings/plan.html", context, status=FAULTY if faulty else 200)


@require_POST
@staff_required("matters.see")
def await_one(request: StaffRequest, number: str) -> HttpResponseBase:
    """Put a matter on the list of those that wait for a conference."""
    matter = matter_or_404(request, number)
    try:
        actions.await_conference(matter.id, actor=request.actor, now=timezone.now())
    except MeetingNotOpen as wrong:
        messages.warning(request, str(wrong))
    else:
        messages.success(request, _("已经报请会商，中心会安排。"))
    return redirect("desk:matter", number)


def _plan(request: StaffRequest, said: dict[str, Any], seen: Sequence[UUID]) -> Any:
    now = timezone.now()
    is_regular = said["kind"] == MeetingKind.REGULAR
    drawn = {one.matter.id: one.whys for one in drawn_for(request.actor, now=now)} if is_regular else {}
    ticked = set(_ids(said["items"]))
    return actions.plan(
        kind=said["kind"],
        title=said["title"],
        place=said["place"],
        at=said["at"],
        chair_id=UUID(said["chair"]) if said["chair"] else None,
        items=[Put(one, said["why"], drawn.get(one, ())) for one in seen if one in ticked],
        unit_ids=_ids(said["units"]),
        actor=request.actor,
        now=now,
    )


def _title(kind: str, about: str) -> str:
    if kind == MeetingKind.REGULAR:
        return _("%(month)s工作例会") % {"month": about}
    return _("会商：%(about)s") % {"about": about}


def _ids(values: Sequence[str]) -> list[UUID]:
    """Return the ids among the values; what is none is nobody's."""
    found = []
    for value in values[:MOST]:
        try:
            found.append(UUID(value))
        except ValueError:
            continue
    return found

"""The list of meetings; one meeting, on the screen and on paper; what was decided, to take away."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from linli.doors.desk.meetings import shown
from linli.doors.desk.shown.downloads import csv_download
from linli.flow.handling.meetings import queries
from linli.flow.handling.meetings.access import HOLD, may_hold
from linli.flow.handling.meetings.models import MeetingKind, Progress
from linli.flow.handling.meetings.queries import Opened
from linli.ground.people.doorway import StaffRequest, staff_required


@require_safe
@staff_required("matters.see")
def index(request: StaffRequest) -> HttpResponseBase:
    """The meetings that one holds or is invited to."""
    kind = request.GET.get("kind", "")
    kind = kind if kind in MeetingKind.values else ""
    context = {
        "meetings": queries.meetings(request.actor, kind=kind),
        "kind": kind,
        "kinds": MeetingKind.choices,
        "may_hold": request.actor.may(HOLD),
        "now": timezone.now(),
    }
    return render(request, "desk_meetings/index.html", context)


@require_safe
@staff_required("matters.see")
def export(request: StaffRequest) -> HttpResponseBase:
    found = queries.meetings(request.actor, kind=request.GET.get("kind", ""))
    return csv_download("meetings", shown.meeting_header(), shown.meeting_lines(found))


@require_safe
@staff_required("matters.see")
def page(request: StaffRequest, meeting_id: UUID) -> HttpResponseBase:
    """One meeting: agenda, who comes, decisions and what became of them, minutes; before all that, of the last one."""
    opened = _opened(request, meeting_id)
    meeting = opened.meeting
    last = queries.last_before(request.actor, kind=meeting.kind, before=meeting.at, unit_id=meeting.unit_id)
    context = {**_shown(request, opened), "last": None}
    if last is not None and meeting.kind == MeetingKind.REGULAR:
        before = queries.followed(queries.items_seen(request.actor, last))
        context |= {"last": last, "last_became": shown.became(before, now=timezone.now())}
    return render(request, "desk_meetings/meeting.html", context)


@require_safe
@staff_required("matters.see")
def printed(request: StaffRequest, meeting_id: UUID) -> HttpResponseBase:
    """The minutes as a sheet of paper."""
    opened = _opened(request, meeting_id)
    return render(request, "desk_meetings/print.html", _shown(request, opened))


@require_safe
@staff_required("matters.see")
def decisions(request: StaffRequest, meeting_id: UUID) -> HttpResponseBase:
    opened = _opened(request, meeting_id)
    found = shown.became(queries.followed(opened.items), now=timezone.now())
    return csv_download("decisions", shown.decision_header(), shown.decision_lines(found))


def _opened(request: StaffRequest, meeting_id: UUID) -> Opened:
    opened = queries.meeting_of(request.actor, meeting_id)
    if opened is None:
        raise Http404
    return opened


def _shown(request: StaffRequest, opened: Opened) -> dict[str, Any]:
    now, meeting = timezone.now(), opened.meeting
    became = shown.became(queries.followed(opened.items), now=now)
    holds = may_hold(request.actor, meeting)
    return {
        "opened": opened,
        "meeting": meeting,
        "agenda": shown.agenda(opened.items, became),
        "latest": opened.minutes[0] if opened.minutes else None,
        "holds": holds,
        "is_planned": meeting.progress == Progress.PLANNED,
        "is_held": meeting.progress == Progress.HELD,
        "acts": shown.acts(meeting) if holds else [],
        "now": now,
    }

"""Beside a matter: which meetings were, or will be, about it."""

from datetime import datetime

from django.template.loader import render_to_string

from linli.core.matters.models import Matter, Severity
from linli.doors.desk.panels import panel
from linli.flow.handling.joint.access import leads
from linli.flow.handling.meetings import queries
from linli.flow.handling.meetings.models import MeetingKind, Progress
from linli.ground.people.doorway import StaffRequest


@panel("meetings", order=35)
def meetings(request: StaffRequest, matter: Matter, *, now: datetime) -> str:
    """Return the meetings about a matter, and whether it waits for one. One query, two for a hard matter."""
    items = queries.meetings_of(matter)
    live = any(
        item.meeting.kind == MeetingKind.CONFERENCE and item.meeting.progress != Progress.CANCELLED
        for item in items
    )
    may_ask = matter.is_open and not live and leads(request.actor, matter)
    hard = matter.severity == Severity.HARD
    awaited = queries.is_awaited(matter) if may_ask or hard else False
    if not items and not awaited and not (may_ask and hard):
        return ""
    context = {
        "matter": matter,
        "items": items,
        "awaited": awaited,
        "may_ask": may_ask and not awaited,
        "now": now,
    }
    return render_to_string("desk_meetings/panel.html", context, request=request)

"""What stands beside a matter: its supervisions, and the way to issue one."""

from datetime import datetime

from django.template.loader import render_to_string

from linli.core.matters.models import Matter
from linli.doors.desk.panels import panel
from linli.doors.desk.supervision import shown
from linli.flow.handling.supervision import rights
from linli.flow.handling.supervision.queries import reading
from linli.ground.people.doorway import StaffRequest


@panel("supervision", order=30)
def supervision(request: StaffRequest, matter: Matter, *, now: datetime) -> str:
    """The supervisions of a matter. Two queries, one where there are none."""
    rows, may_issue = reading.of_matter(matter), bool(rights.levels_of(request.actor, matter))
    if not rows and not may_issue:
        return ""
    lines = shown.lines(rows, now=now) if rows else []
    context = {"matter": matter, "lines": lines, "may_issue": may_issue}
    return render_to_string("desk_supervision/panel.html", context, request)

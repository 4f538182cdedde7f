"""What stands above everything on the page of an urgent matter: whom to telephone first, and who has not come yet."""

from datetime import datetime

from django.template.loader import render_to_string

from linli.core.matters.models import Matter, Severity
from linli.doors.desk.alerts import shown
from linli.doors.desk.panels import panel
from linli.flow.handling.alerts import queries
from linli.ground.people.doorway import StaffRequest


@panel("urgent", order=5)
def urgent(request: StaffRequest, matter: Matter, *, now: datetime) -> str:
    """The emergency numbers, and the calls about this matter that are meant for the reader, to be taken."""
    if not matter.is_open or matter.severity != Severity.URGENT:
        return ""
    ringing = queries.open_alerts(request.actor).filter(matter=matter, rings=True)
    first = ringing.first()
    called = (shown.called(first), shown.waits(first, now=now)) if first else None
    return render_to_string("desk_alerts/urgent.html", {"called": called}, request)

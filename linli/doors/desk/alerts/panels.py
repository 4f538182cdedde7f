"""What stands first beside an urgent matter: the call that nobody has taken yet."""

from datetime import datetime

from django.template.loader import render_to_string

from linli.core.matters.models import Matter, Severity
from linli.doors.desk.alerts import shown
from linli.doors.desk.panels import panel
from linli.flow.handling.alerts import queries
from linli.ground.people.doorway import StaffRequest


@panel("urgent", order=5, at_once=True)
def urgent(request: StaffRequest, matter: Matter, *, now: datetime) -> str:
    """The call about this matter that is meant for the reader, to be taken. At most two queries."""
    if not matter.is_open or matter.severity != Severity.URGENT:
        return ""
    first = queries.open_alerts(request.actor).filter(matter=matter, rings=True).first()
    if first is None:
        return ""
    called = (shown.called(first), shown.waits(first, now=now))
    return render_to_string("desk_alerts/urgent.html", {"called": called}, request)

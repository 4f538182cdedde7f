from datetime import datetime

from django.template.loader import render_to_string

from linli.core.matters.models import Matter
from linli.doors.desk.panels import panel
from linli.doors.desk.timing import shown
from linli.flow.handling.timing import queries
from linli.ground.people.doorway import StaffRequest


@panel("timing", order=60)
def timing(request: StaffRequest, matter: Matter, *, now: datetime) -> str:
    """The requests for more time, and the way to ask for it."""
    rows = [shown.shown(one, matter) for one in queries.requests_of(matter)]
    may_ask = queries.may_ask(matter, request.actor)
    clocks = queries.clocks_to_ask_for(matter) if may_ask else []
    asked = {row.request.clock_id for row in rows if row.request.stage == "asked"}
    names = [(clock.name, shown.clock_name(clock, matter)) for clock in clocks if clock.id not in asked]
    if not rows and not names:
        return ""
    return render_to_string(
        "desk_timing/panel.html", {"rows": rows, "names": names, "matter": matter}, request
    )

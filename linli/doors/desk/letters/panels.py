from datetime import datetime

from django.template.loader import render_to_string

from linli.core.matters.models import Matter
from linli.doors.desk.letters.shown import rows_of
from linli.doors.desk.panels import panel
from linli.flow.outcomes.letters import queries
from linli.ground.people.doorway import StaffRequest


@panel("letters", order=32)
def letters(request: StaffRequest, matter: Matter, *, now: datetime) -> str:
    """The letters about the matter, and the way to write one."""
    rows = rows_of(queries.letters_of(matter))
    may_write = queries.may_write(matter, request.actor)
    if not rows and not may_write:
        return ""
    context = {"matter": matter, "rows": rows, "may_write": may_write}
    return render_to_string("desk_letters/panel.html", context, request)

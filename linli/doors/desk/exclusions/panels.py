from datetime import datetime

from django.template.loader import render_to_string

from linli.core.matters.models import Matter
from linli.doors.desk.panels import panel
from linli.flow.outcomes.exclusions import actions, queries
from linli.flow.outcomes.exclusions.models import Exclusion
from linli.ground.people.doorway import StaffRequest

OVER = (Exclusion.Stage.REFUSED, Exclusion.Stage.LIFTED)


@panel("exclusions", order=90)
def exclusions(request: StaffRequest, matter: Matter, *, now: datetime) -> str:
    """Whether the matter counts in the three rates, and the way to ask that it does not."""
    if matter.is_open:
        return ""
    row = queries.of_matter(matter)
    may_ask = actions.may_ask(matter, request.actor) and (row is None or row.stage in OVER)
    if row is None and not may_ask:
        return ""
    context = {"row": row, "may_ask": may_ask, "matter": matter}
    return render_to_string("desk_exclusions/panel.html", context, request)

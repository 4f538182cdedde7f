from datetime import datetime

from django.template.loader import render_to_string

from linli.core.matters.models import Matter
from linli.core.personal_data.holding import KEEP
from linli.core.personal_data.queries import hold_of, last_erasure
from linli.doors.desk.panels import panel
from linli.flow.outcomes.rights import actions, queries
from linli.ground.people.doorway import StaffRequest


@panel("rights", order=95)
def rights(request: StaffRequest, matter: Matter, *, now: datetime) -> str:
    """What was asked about the personal data here, and whether it is erased or kept from it."""
    context = {
        "matter": matter,
        "rows": queries.of_matter(matter),
        "erasure": last_erasure(matter),
        "hold": hold_of(matter),
        "may_ask": actions.may_decide(matter, request.actor),
        "may_hold": request.actor.may(KEEP),
    }
    if not any(context[name] for name in ("rows", "erasure", "hold", "may_ask", "may_hold")):
        return ""
    return render_to_string("desk_rights/panel.html", context, request)

"""What stands beside a matter: what it is linked to, the answer it may take over, and, fetched later, what is alike."""

from datetime import datetime

from django.template.loader import render_to_string

from linli.core.matters.models import Matter
from linli.core.procedures.reach import reaches
from linli.doors.desk.panels import panel
from linli.flow.handling.links import queries
from linli.flow.handling.links.actions import EDIT
from linli.flow.outcomes import together
from linli.ground.people.doorway import StaffRequest


@panel("links", order=40)
def links(request: StaffRequest, matter: Matter, *, now: datetime) -> str:
    """The links of a matter, as far as the reader may see their other ends."""
    actor = request.actor
    around = queries.surroundings(matter, actor)
    context = {
        "matter": matter,
        "ties": around.ties,
        "offer": together.offered(matter, around.lead),
        "followers": around.followers,
        "may_link": reaches(actor, EDIT, matter),
        "may_follow_up": not matter.is_open and actor.may("intake.register"),
    }
    return render_to_string("desk_links/panel.html", context, request)

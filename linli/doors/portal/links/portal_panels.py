from datetime import datetime

from django.http import HttpRequest
from django.template.loader import render_to_string

from linli.core.matters.models import Matter
from linli.doors.portal.panels import panel
from linli.flow.handling.links import queries
from linli.flow.handling.links.models import Relation
from linli.ground.people.doorway import resident_of


@panel("links", order=40)
def links(request: HttpRequest, matter: Matter, *, now: datetime) -> str:
    """What came before and after, where this resident may see both; nothing of what others brought."""
    ties = [
        tie for tie in queries.ties(matter, resident_of(request)) if tie.link.relation == Relation.FOLLOW_UP
    ]
    context = {"matter": matter, "ties": ties}
    if not ties and matter.is_open:
        return ""
    return render_to_string("portal_links/panel.html", context, request)

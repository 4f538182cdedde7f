from datetime import datetime

from django.http import HttpRequest
from django.template.loader import render_to_string

from linli.core.matters.models import Matter
from linli.doors.portal.panels import panel
from linli.flow.intake.wishes import queries
from linli.ground.people.senders import can_send


@panel("messages", order=95)
def messages(request: HttpRequest, matter: Matter, *, now: datetime) -> str:
    """Whether messages about this matter are sent, and the switch; nothing where nobody could be told anyhow."""
    if not can_send() or not queries.left_telephone(matter.id):
        return ""
    context = {"matter": matter, "wanted": queries.wants_messages(matter.id)}
    return render_to_string("portal_notices/panel.html", context, request)

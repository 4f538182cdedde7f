from datetime import datetime

from django.http import HttpRequest
from django.template.loader import render_to_string

from linli.core.matters.models import Matter
from linli.doors.portal.panels import panel


@panel("rights", order=95, sealed=True)
def rights(request: HttpRequest, matter: Matter, *, now: datetime) -> str:
    """The way to one's own data."""
    return render_to_string("portal_rights/panel.html", {"matter": matter}, request)

from datetime import datetime

from django.http import HttpRequest
from django.template.loader import render_to_string

from linli.core.matters.models import Matter
from linli.doors.portal.panels import panel


@panel("proofs", order=94, sealed=True)
def proofs(request: HttpRequest, matter: Matter, *, now: datetime) -> str:
    """The way to the proof."""
    return render_to_string("portal_proofs/panel.html", {"matter": matter}, request)

"""On the petitioner's page: that their identity is confirmed, or how to have it confirmed."""

from datetime import datetime

from django.http import HttpRequest
from django.template.loader import render_to_string

from linli.capabilities.petitions.bringing import actions, provider
from linli.capabilities.petitions.declaration import NAME
from linli.core.matters.models import Matter
from linli.doors.portal.panels import panel


@panel("petitions_bringing", order=60, sealed=True)
def identity(request: HttpRequest, matter: Matter, *, now: datetime) -> str:
    if matter.capability != NAME:
        return ""
    party = actions.requester_of(matter)
    if party is None or not (party.confirmed_at or actions.can_confirm(party, matter)):
        return ""
    context = {"matter": matter, "party": party, "by_provider": provider.is_on()}
    return render_to_string("petitions_bringing/portal_panel.html", context, request=request)

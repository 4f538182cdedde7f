from datetime import datetime

from django.template.loader import render_to_string

from linli.capabilities.petitions.declaration import NAME
from linli.capabilities.petitions.desk import shown
from linli.core.matters.models import Matter
from linli.doors.desk.panels import panel
from linli.ground.people.doorway import StaffRequest


@panel("petitions", order=15)
def petition(request: StaffRequest, matter: Matter, *, now: datetime) -> str:
    """Class, form and stage of a petition, and what its rounds brought."""
    if matter.capability != NAME or matter.is_sealed:
        return ""
    context = {"matter": matter, "shown": shown.panel(matter), "now": now}
    return render_to_string("petitions_desk/panel.html", context, request)

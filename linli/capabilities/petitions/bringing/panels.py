"""Beside a petition at the desk: who brought it is confirmed or not; the other lawful ways to show."""

from datetime import datetime

from django.template.loader import render_to_string
from django.utils import timezone

from linli.capabilities.petitions.bringing import actions, ways
from linli.capabilities.petitions.declaration import NAME
from linli.core.matters.models import Matter
from linli.core.procedures.taking import open_steps
from linli.doors.desk.panels import panel
from linli.ground.people.doorway import StaffRequest


@panel("petitions_bringing", order=25)
def bringing(request: StaffRequest, matter: Matter, *, now: datetime) -> str:
    """Return nothing for what is no petition. At most four queries."""
    if matter.capability != NAME:
        return ""
    party = actions.requester_of(matter)
    may_confirm = (
        party is not None and request.actor.may(actions.CONFIRM) and actions.can_confirm(party, matter)
    )
    may_show = any(step.name == ways.STEP for step in open_steps(matter, actor=request.actor, now=now))
    context = {
        "matter": matter,
        "party": party,
        "may_confirm": may_confirm,
        "ways": ways.ways(on=timezone.localdate(now)) if may_show else [],
    }
    return render_to_string("petitions_bringing/panel.html", context, request=request)

"""What a petitioner sees on the page of their petition: the road, what may be done now and until when, who looked."""

from datetime import datetime

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone

from linli.capabilities.petitions.declaration import NAME
from linli.capabilities.petitions.papers import openings, shown
from linli.capabilities.petitions.papers.road import road_of
from linli.capabilities.petitions.papers.standing import standing_of
from linli.core.matters.models import Matter
from linli.core.procedures.taking import procedure_of
from linli.doors.portal.panels import panel, tell_road
from linli.ground.people import opened

tell_road(NAME)


@panel("petition_sealed", order=5, sealed=True)
def sealed(request: HttpRequest, matter: Matter, *, now: datetime) -> str:
    """That the matter is sealed, what that keeps and what it cannot, and the way to its words."""
    if matter.capability != NAME or not matter.is_sealed:
        return ""
    context = {"matter": matter, "until": opened.until(request, matter.id)}
    return render_to_string("petitions_papers/sealed_panel.html", context, request)


@panel("petition_road", order=10, sealed=True)
def road(request: HttpRequest, matter: Matter, *, now: datetime) -> str:
    """The steps of the regulation with their days, and what stands open to the petitioner."""
    if matter.capability != NAME:
        return ""
    standing = standing_of(matter)
    context = {
        "matter": matter,
        "standing": standing,
        "road": road_of(standing, now=now),
        "state": procedure_of(matter).states[matter.state],
        "appeal": shown.appeal(standing, now=now),
        "extensions": shown.extensions(standing),
        "now": now,
    }
    return render_to_string("petitions_papers/road.html", context, request)


@panel("petition_openings", order=94, sealed=True)
def who_opened(request: HttpRequest, matter: Matter, *, now: datetime) -> str:
    """Who has opened the petitioner's identity, or the words of a sealed matter: when, which unit and post, and why."""
    if matter.capability != NAME:
        return ""
    on = timezone.localdate(now)
    key = opened.key_of(request, matter.id) or b"" if matter.is_sealed else b""
    rows = openings.of_sealed(matter, key, on=on) if matter.is_sealed else openings.of_contact(matter, on=on)
    context = {"matter": matter, "rows": rows, "is_readable": bool(key) or not matter.is_sealed}
    return render_to_string("petitions_papers/openings.html", context, request)

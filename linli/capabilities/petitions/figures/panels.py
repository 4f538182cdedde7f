"""Beside a claim at the desk: which organ's work it is about, for the yearly report."""

from datetime import datetime

from django.template.loader import render_to_string
from django.utils import timezone

from linli.capabilities.petitions.declaration import NAME
from linli.capabilities.petitions.figures import queries
from linli.capabilities.petitions.figures.actions import organs
from linli.capabilities.petitions.models import Klass
from linli.core.matters.models import Matter
from linli.core.procedures.reach import reaches
from linli.doors.desk.panels import panel
from linli.ground.people.doorway import StaffRequest


@panel("petitions_organ", order=60)
def organ(request: StaffRequest, matter: Matter, *, now: datetime) -> str:
    """Return nothing for what is no claim. Two queries."""
    if matter.capability != NAME or matter.kind != Klass.CLAIM or matter.is_sealed:
        return ""
    may_name = any(reaches(request.actor, each, matter) for each in (organs.WORK, organs.PASS_ON))
    row = queries.named_organ(matter)
    if row is None and not may_name:
        return ""
    choices = queries.organ_choices(on=timezone.localdate(now)) if may_name else []
    context = {"matter": matter, "row": row, "chosen": str(row.organ_id) if row else "", "choices": choices}
    return render_to_string("petitions_figures/organ_panel.html", context, request)

"""Invite units: to a conference they come with the right to read its matters, to a regular meeting without."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from linli.core.matters.models import Matter
from linli.flow.handling.alerts.actions import alert
from linli.flow.handling.meetings.actions.keeping import told
from linli.flow.handling.meetings.models import Meeting, Participant
from linli.flow.routing.actions import involve
from linli.ground.people.actor import Actor
from linli.ground.people.models import Unit


def invite_units(
    meeting: Meeting, units: Sequence[Unit], matters: Sequence[Matter], *, actor: Actor, now: datetime
) -> None:
    """Invite `units`, for these matters of the agenda, which the caller has locked. A second time changes nothing."""
    there = set(meeting.participants.values_list("unit_id", flat=True))
    new = [unit for unit in units if unit.id not in there]
    Participant.objects.bulk_create(Participant(meeting=meeting, unit=unit, invited_at=now) for unit in new)
    if new:
        names = "、".join(unit.name for unit in new)
        told(meeting, "handling.meeting_invited", actor=actor, now=now, units=names)
    for unit in units:
        for matter in matters if meeting.is_conference else ():
            if unit.id != matter.unit_id:
                involve(matter.id, unit, now=now)
    alert_units(meeting, "meetings.invited", units, matters, now=now)


def alert_units(
    meeting: Meeting,
    kind: str,
    units: Sequence[Unit],
    matters: Sequence[Matter],
    *,
    now: datetime,
    again: str = "",
) -> None:
    """Call units by a matter that is on the agenda and theirs to see; for one without any, the list of meetings has to do.

    `again` tells apart what may be told more than once.
    """
    when = timezone.localtime(meeting.at).strftime("%Y-%m-%d %H:%M")
    says = {"title": meeting.title, "when": when, "place": meeting.place}
    for unit in units:
        own = [matter for matter in matters if _is_theirs(meeting, unit, matter)]
        if own:
            key = f"{kind}:{meeting.id}:{unit.id}{again}"
            alert(own[0].id, kind=kind, key=key, says=says, unit=unit, now=now)


def tell_units(meeting: Meeting, kind: str, *, now: datetime, again: str = "") -> None:
    """Call all units that are invited, for the whole agenda."""
    units = [one.unit for one in meeting.participants.select_related("unit")]
    matters = [item.matter for item in meeting.items.select_related("matter").order_by("place")]
    alert_units(meeting, kind, units, matters, now=now, again=again)


def _is_theirs(meeting: Meeting, unit: Unit, matter: Matter) -> bool:
    return meeting.is_conference or matter.unit_id == unit.id or f"i{unit.id}" in matter.involved.split()

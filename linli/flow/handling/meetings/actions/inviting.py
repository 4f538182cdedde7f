"""Invite units: to a conference they come with the right to read its matters, to a regular meeting without."""

from collections.abc import Sequence
from datetime import datetime

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
        _alert(meeting, unit, matters, now=now)


def _alert(meeting: Meeting, unit: Unit, matters: Sequence[Matter], *, now: datetime) -> None:
    """Call the unit by a matter that is on the agenda and its own to see; without one the invitation speaks for itself."""
    own = [
        matter
        for matter in matters
        if meeting.is_conference or matter.unit_id == unit.id or f"i{unit.id}" in matter.involved
    ]
    if own:
        key = f"meetings.invited:{meeting.id}:{unit.id}"
        says = {"title": meeting.title, "at": meeting.at.isoformat()}
        alert(own[0].id, kind="meetings.invited", key=key, says=says, unit=unit, now=now)

"""What every act on a meeting does alike: find it locked, see that it is the actor's and at the right stage, tell it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from linli.core.matters import ledger
from linli.core.matters.models import Matter
from linli.core.procedures.taking import locked
from linli.flow.handling.meetings.access import may_hold
from linli.flow.handling.meetings.models import AgendaItem, Meeting, Progress
from linli.ground.people.actor import Actor, Refused


class MeetingNotOpen(Exception):
    """This cannot be done to the meeting now; the message says why."""


def held_by(actor: Actor, meeting_id: UUID) -> Meeting:
    """Return the meeting, locked, if the actor keeps it. Raises Refused."""
    rows = Meeting.objects.select_for_update(of=("self",)).select_related("unit")
    meeting = rows.filter(id=meeting_id).first()
    if meeting is None or not may_hold(actor, meeting):
        raise Refused
    return meeting


def at_progress(meeting: Meeting, *stages: Progress) -> None:
    """Raise MeetingNotOpen unless the meeting is at one of these stages."""
    if meeting.progress not in stages:
        said = {"progress": meeting.get_progress_display()}
        raise MeetingNotOpen(_("这次会议现在是“%(progress)s”，不能这样做。") % said)


def lock_matters(ids: Iterable[UUID], *, actor: Actor) -> dict[UUID, Matter]:
    """Return the matters, locked in one order, so that two meetings never wait for each other. Raises Refused."""
    return {matter_id: locked(matter_id, actor=actor) for matter_id in sorted(set(ids))}


def told(meeting: Meeting, verb: str, *, actor: Actor, now: datetime, **says: Any) -> None:
    """Record what was done in the history of the meeting itself, whose row the caller has locked or just made."""
    ledger.record(meeting.id, verb, actor=actor, now=now, body=says, unit_id=meeting.unit_id)


def told_of(
    item: AgendaItem, meeting: Meeting, verb: str, *, actor: Actor, now: datetime, **says: Any
) -> None:
    """Record in the history of a matter, which the caller has locked, what a meeting means for it."""
    body = {"meeting": str(meeting.id), "item": str(item.id), "title": meeting.title, **says}
    ledger.record(item.matter_id, verb, actor=actor, now=now, body=body, unit_id=meeting.unit_id)

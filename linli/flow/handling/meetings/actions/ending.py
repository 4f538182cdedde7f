"""A meeting ends: closed with its minutes confirmed, or cancelled before it took place."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from linli.flow.handling.joint.said import Said
from linli.flow.handling.meetings.actions.inviting import tell_units
from linli.flow.handling.meetings.actions.keeping import (
    MeetingNotOpen,
    at_progress,
    held_by,
    lock_matters,
    told,
    told_of,
)
from linli.flow.handling.meetings.actions.waiting import wait_again
from linli.flow.handling.meetings.models import Meeting, Progress
from linli.ground.people.actor import Actor


@transaction.atomic
def close(meeting_id: UUID, *, actor: Actor, now: datetime) -> Meeting:
    """Close a meeting that was held: every matter was decided on, the minutes are confirmed.

    Raises Refused, MeetingNotOpen, which says what is missing.
    """
    meeting = held_by(actor, meeting_id)
    at_progress(meeting, Progress.HELD)
    if open_items := meeting.items.filter(discussed_at=None).count():
        raise MeetingNotOpen(_("还有%(n)s件事没有写怎么定的。") % {"n": open_items})
    latest = meeting.minutes.order_by("-version").first()
    if latest is None or not latest.confirmed_at:
        raise MeetingNotOpen(_("纪要还没有确认。"))
    meeting.progress, meeting.ended_at = Progress.CLOSED, now
    meeting.save()
    told(meeting, "handling.meeting_closed", actor=actor, now=now)
    return meeting


@transaction.atomic
def cancel(meeting_id: UUID, *, reason: str, actor: Actor, now: datetime) -> Meeting:
    """Cancel a meeting that was not held; hard matters wait for a conference again.

    Raises Refused, AnswersWrong, MeetingNotOpen.
    """
    meeting = held_by(actor, meeting_id)
    at_progress(meeting, Progress.PLANNED)
    said = Said()
    meeting.ended_reason = said.text("reason", reason, _("请写明为什么取消。"))
    said.done()
    meeting.progress, meeting.ended_at = Progress.CANCELLED, now
    meeting.save()
    told(meeting, "handling.meeting_cancelled", actor=actor, now=now, reason=meeting.ended_reason)
    tell_units(meeting, "meetings.cancelled", now=now)
    items = {item.matter_id: item for item in meeting.items.all()}
    matters = lock_matters(items, actor=actor)
    for matter_id in matters:
        if meeting.is_conference:
            verb = "handling.conference_cancelled"
            told_of(items[matter_id], meeting, verb, actor=actor, now=now, reason=meeting.ended_reason)
    wait_again(list(matters.values()), actor=actor, now=now)
    return meeting

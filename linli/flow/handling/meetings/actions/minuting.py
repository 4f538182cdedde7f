"""The minutes: each version is kept, and somebody confirms one."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from linli.flow.handling.joint.said import Said
from linli.flow.handling.meetings.actions.keeping import MeetingNotOpen, at_progress, held_by, told
from linli.flow.handling.meetings.models import Minutes, Progress
from linli.ground.people.actor import Actor

LONGEST = 20_000


@transaction.atomic
def write_minutes(meeting_id: UUID, *, text: str, actor: Actor, now: datetime) -> Minutes:
    """Write the minutes down, or correct them: always a new version, also once the meeting is closed.

    Raises Refused, AnswersWrong, MeetingNotOpen (not held).
    """
    meeting = held_by(actor, meeting_id)
    at_progress(meeting, Progress.HELD, Progress.CLOSED)
    said = Said()
    text = said.text("text", text, _("请写纪要。"), most=LONGEST)
    said.done()
    last = meeting.minutes.aggregate(last=Max("version"))["last"] or 0
    minutes = Minutes.objects.create(
        meeting=meeting, version=last + 1, text=text, drafted_by_id=actor.staff_id, drafted_at=now
    )
    told(meeting, "handling.meeting_minuted", actor=actor, now=now, version=minutes.version)
    return minutes


@transaction.atomic
def confirm(meeting_id: UUID, version: int, *, actor: Actor, now: datetime) -> Minutes:
    """Confirm the latest version. Raises Refused, MeetingNotOpen (there is a newer one, or it is confirmed)."""
    meeting = held_by(actor, meeting_id)
    at_progress(meeting, Progress.HELD, Progress.CLOSED)
    latest = meeting.minutes.order_by("-version").first()
    if latest is None or latest.version != version:
        raise MeetingNotOpen(_("纪要已经有了新的一版，请先看新的。"))
    if latest.confirmed_at:
        raise MeetingNotOpen(_("这一版纪要已经确认过。"))
    latest.confirmed_by_id, latest.confirmed_at = actor.staff_id, now
    latest.save()
    told(meeting, "handling.meeting_confirmed", actor=actor, now=now, version=version)
    return latest

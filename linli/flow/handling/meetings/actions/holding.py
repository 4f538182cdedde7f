"""A meeting takes place: who came."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from linli.flow.handling.joint.said import Said
from linli.flow.handling.meetings.actions.keeping import at_progress, held_by, told
from linli.flow.handling.meetings.models import Meeting, Progress
from linli.ground.people.actor import Actor


@transaction.atomic
def hold(
    meeting_id: UUID,
    *,
    attended: Mapping[UUID, str],
    held_at: datetime | None = None,
    actor: Actor,
    now: datetime,
) -> Meeting:
    """Record that the meeting took place and which units came, each with who it was ("" where that is not known).

    Raises Refused, AnswersWrong (nobody came, or a time to come), MeetingNotOpen.
    """
    meeting = held_by(actor, meeting_id)
    at_progress(meeting, Progress.PLANNED)
    said, moment = Said(), held_at or now
    if moment > now:
        said.wrong("held_at", _("会议还没有开，请填已经过去的时间。"))
    invited = list(meeting.participants.select_related("unit").order_by("unit__code"))
    if not any(one.unit_id in attended for one in invited):
        said.wrong("attended", _("请勾选到会的单位。没有开成，请取消会议。"))
    said.done()
    for one in invited:
        one.attended = one.unit_id in attended
        one.who = attended.get(one.unit_id, "").strip()[:100]
        one.save()
    meeting.progress, meeting.held_at = Progress.HELD, moment
    meeting.save()
    came = "、".join(one.unit.name for one in invited if one.attended)
    absent = "、".join(one.unit.name for one in invited if not one.attended)
    told(meeting, "handling.meeting_held", actor=actor, now=now, units=came, absent=absent)
    return meeting

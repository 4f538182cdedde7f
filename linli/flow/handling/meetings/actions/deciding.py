"""What was said about a matter and decided; what a unit has to do becomes its task, with a clock."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.flow.handling.joint.actions.asking import decide as give_task
from linli.flow.handling.joint.said import Said
from linli.flow.handling.meetings.actions.keeping import (
    MeetingNotOpen,
    at_progress,
    held_by,
    lock_matters,
    told_of,
)
from linli.flow.handling.meetings.models import AgendaItem, Decision, Meeting, Progress
from linli.ground.people.actor import Actor
from linli.ground.people.models import Unit
from linli.ground.people.queries.dates import valid_on

DECIDED = {True: "handling.conference_decided", False: "handling.meeting_decided"}


@transaction.atomic
def discuss(
    item_id: UUID, *, discussion: str, decision: str, told: str = "", actor: Actor, now: datetime
) -> AgendaItem:
    """Record what was said about a matter and what was decided. `told`: what the resident may read of it, in these words.

    Raises Refused, AnswersWrong, MeetingNotOpen.
    """
    item, meeting = _held(item_id, actor)
    said = Said()
    item.discussion = said.text("discussion", discussion, "", required=False, most=5_000)
    decided = said.text("decision", decision, _("请写明怎么定的；没有定下来，也请写明。"), most=2_000)
    words = said.text("told", told, "", required=False, most=1_000)
    said.done()
    lock_matters([item.matter_id], actor=actor)
    if decided != item.decision:
        verb = DECIDED[meeting.is_conference]
        told_of(item, meeting, verb, actor=actor, now=now, decision=decided)
    if words and words != item.told:
        told_of(item, meeting, "handling.conference_told", actor=actor, now=now, text=words)
    item.decision, item.told, item.discussed_at = decided, words or item.told, now
    item.save()
    return item


@transaction.atomic
def decide(
    item_id: UUID,
    *,
    unit_id: UUID | None,
    asked: str,
    until: datetime | None = None,
    before_reply: bool = False,
    actor: Actor,
    now: datetime,
) -> Decision:
    """Let a unit carry out a decision, by the limit of the rule or by the moment that was agreed on.

    `before_reply`: the answer to the resident waits for it; else it goes on after that and after the closing.
    Raises Refused, AnswersWrong, MeetingNotOpen.
    """
    item, meeting = _held(item_id, actor)
    said = Said()
    asked = said.text("asked", asked, _("请写明要落实什么。"), most=500)
    unit = _unit(said, unit_id, now=now)
    if until is not None and until <= now:
        said.wrong("until", _("这个时间已经过了，请改成以后的时间。"))
    matter = lock_matters([item.matter_id], actor=actor)[item.matter_id]
    if before_reply and not matter.is_open:
        said.wrong("before_reply", _("这件事已经结束，不能再让答复等它。"))
    said.done()
    task = give_task(
        matter,
        unit,
        asked,
        asking=meeting.unit_id,
        until=until,
        before_reply=before_reply,
        actor=actor,
        now=now,
    )
    return Decision.objects.create(item=item, task=task)


def _unit(said: Said, unit_id: UUID | None, *, now: datetime) -> Unit:
    """Return the unit; where there is none the fault is told, and `said.done` ends the act."""
    in_force = Unit.objects.filter(valid_on(timezone.localdate(now)))
    found = in_force.filter(id=unit_id).first() if unit_id else None
    if found is None:
        said.wrong("unit", _("请选择由哪个单位落实。"))
    return found or Unit()


def _held(item_id: UUID, actor: Actor) -> tuple[AgendaItem, Meeting]:
    """Return the item and its meeting, locked, once it has taken place and is not closed."""
    found = AgendaItem.objects.filter(id=item_id).first()
    meeting = held_by(actor, found.meeting_id if found else item_id)
    if meeting.progress == Progress.PLANNED:
        raise MeetingNotOpen(_("会还没有开。开完以后，先记下谁到会，再写决定。"))
    at_progress(meeting, Progress.HELD)
    return AgendaItem.objects.get(id=item_id), meeting

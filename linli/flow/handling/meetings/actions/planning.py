"""Plan a meeting: its agenda from matters, whom to invite, when and where; and change the plan until it is held."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.core.matters.models import Matter
from linli.flow.handling.joint.said import Said
from linli.flow.handling.meetings.access import holding_unit
from linli.flow.handling.meetings.actions.inviting import invite_units, tell_units
from linli.flow.handling.meetings.actions.keeping import (
    MeetingNotOpen,
    at_progress,
    held_by,
    lock_matters,
    told,
    told_of,
)
from linli.flow.handling.meetings.actions.waiting import end_waiting, wait_again
from linli.flow.handling.meetings.models import AgendaItem, Meeting, MeetingKind, Progress
from linli.ground.people.actor import Actor
from linli.ground.people.models import Unit
from linli.ground.people.queries import colleagues
from linli.ground.people.queries.dates import valid_on

PLANNED = {
    MeetingKind.CONFERENCE: "handling.conference_planned",
    MeetingKind.REGULAR: "handling.meeting_tabled",
}


@dataclass(frozen=True)
class Put:
    """A matter to put on an agenda: why, in own words (`why`) or as codes with numbers (`whys`)."""

    matter_id: UUID
    why: str = ""
    whys: Sequence[Mapping[str, Any]] = field(default_factory=tuple)


@transaction.atomic
def plan(
    *,
    kind: str,
    title: str,
    place: str,
    at: datetime | None,
    items: Sequence[Put],
    unit_ids: Sequence[UUID],
    chair_id: UUID | None = None,
    actor: Actor,
    now: datetime,
) -> Meeting:
    """Plan a meeting for the actor's unit. Units invited to a conference may read its matters from now on.

    Raises Refused (no post that holds meetings, a matter that is not the actor's to see), AnswersWrong.
    """
    unit_id, said = holding_unit(actor), Said()
    if kind not in MeetingKind.values:
        said.wrong("kind", _("请选择是会商还是例会。"))
    title = said.text("title", title, _("请写会议名称。"), most=120)
    place = said.text("place", place, _("请写明在哪里开。"), most=200)
    moment = _in_time(said, at, now)
    if not items:
        said.wrong("items", _("请至少选一件事项。"))
    units = _units(said, unit_ids, now=now)
    chair = _chair(said, chair_id, unit_id, now=now)
    said.done()
    matters = lock_matters([put.matter_id for put in items], actor=actor)
    meeting = Meeting.objects.create(
        kind=kind,
        title=title,
        place=place,
        at=moment,
        unit_id=unit_id,
        chair_id=chair,
        planned_by_id=actor.staff_id,
        planned_at=now,
    )
    told(meeting, "handling.meeting_planned", actor=actor, now=now, title=title, kind=kind)
    for put in items:
        _put(meeting, put, matters[put.matter_id], actor=actor, now=now)
    invite_units(meeting, units, list(matters.values()), actor=actor, now=now)
    return meeting


@transaction.atomic
def add_item(meeting_id: UUID, put: Put, *, actor: Actor, now: datetime) -> AgendaItem:
    """Put one more matter on the agenda. Raises Refused, MeetingNotOpen (held already, or it stands there)."""
    meeting = held_by(actor, meeting_id)
    at_progress(meeting, Progress.PLANNED)
    matter = lock_matters([put.matter_id], actor=actor)[put.matter_id]
    if AgendaItem.objects.filter(meeting=meeting, matter=matter).exists():
        raise MeetingNotOpen(_("这件事已经在议程上。"))
    item = _put(meeting, put, matter, actor=actor, now=now)
    invited = [one.unit for one in meeting.participants.select_related("unit")]
    invite_units(meeting, invited, [matter], actor=actor, now=now)
    return item


@transaction.atomic
def remove_item(item_id: UUID, *, reason: str, actor: Actor, now: datetime) -> None:
    """Take a matter off the agenda before the meeting; a hard one waits for a conference again.

    Raises Refused, AnswersWrong, MeetingNotOpen.
    """
    item = AgendaItem.objects.filter(id=item_id).first()
    meeting = held_by(actor, item.meeting_id if item else item_id)
    at_progress(meeting, Progress.PLANNED)
    said = Said()
    reason = said.text("reason", reason, _("请写明为什么撤下。"), most=200)
    said.done()
    item = AgendaItem.objects.get(id=item_id)
    matters = lock_matters([item.matter_id], actor=actor)
    told_of(item, meeting, "handling.meeting_untabled", actor=actor, now=now, reason=reason)
    item.delete()
    wait_again(list(matters.values()), actor=actor, now=now)


@transaction.atomic
def invite(meeting_id: UUID, unit_ids: Sequence[UUID], *, actor: Actor, now: datetime) -> None:
    """Invite more units. Raises Refused, AnswersWrong, MeetingNotOpen."""
    meeting = held_by(actor, meeting_id)
    at_progress(meeting, Progress.PLANNED)
    said = Said()
    units = _units(said, unit_ids, now=now)
    said.done()
    ids = meeting.items.values_list("matter_id", flat=True)
    matters = lock_matters(ids, actor=actor)
    invite_units(meeting, units, list(matters.values()), actor=actor, now=now)


@transaction.atomic
def reschedule(
    meeting_id: UUID, *, at: datetime | None, place: str, reason: str, actor: Actor, now: datetime
) -> Meeting:
    """Hold it at another time or place. Raises Refused, AnswersWrong, MeetingNotOpen."""
    meeting = held_by(actor, meeting_id)
    at_progress(meeting, Progress.PLANNED)
    said = Said()
    meeting.at = _in_time(said, at, now)
    meeting.place = said.text("place", place, _("请写明在哪里开。"), most=200)
    reason = said.text("reason", reason, _("请写明为什么改。"), most=200)
    said.done()
    meeting.save()
    told(meeting, "handling.meeting_moved", actor=actor, now=now, reason=reason, at=meeting.at)
    tell_units(meeting, "meetings.moved", now=now, again=f":{now.isoformat()}")
    return meeting


def _put(meeting: Meeting, put: Put, matter: Matter, *, actor: Actor, now: datetime) -> AgendaItem:
    last = meeting.items.aggregate(last=Max("place"))["last"] or 0
    item = AgendaItem.objects.create(
        meeting=meeting, matter=matter, place=last + 1, why=put.why.strip()[:200], whys=list(put.whys)
    )
    verb = PLANNED[MeetingKind(meeting.kind)]
    told_of(item, meeting, verb, actor=actor, now=now, why=item.why, at=meeting.at)
    if meeting.is_conference:
        end_waiting([matter.id], why="planned", now=now)
    return item


def _in_time(said: Said, at: datetime | None, now: datetime) -> datetime:
    if at is None:
        said.wrong("at", _("请写明什么时候开。"))
    elif at <= now:
        said.wrong("at", _("这个时间已经过了，请改成以后的时间。"))
    return at or now


def _units(said: Said, unit_ids: Sequence[UUID], *, now: datetime) -> list[Unit]:
    ids = list(dict.fromkeys(unit_ids))
    found = list(Unit.objects.filter(valid_on(timezone.localdate(now)), id__in=ids).order_by("code"))
    if not found:
        said.wrong("units", _("请选择请哪些单位参加。"))
    elif len(found) < len(ids):
        said.wrong("units", _("有的单位已经停用或不存在，请重新选择。"))
    return found


def _chair(said: Said, chair_id: UUID | None, unit_id: UUID, *, now: datetime) -> UUID | None:
    if chair_id is None:
        return None
    unit = Unit.objects.get(id=unit_id)
    if not colleagues(unit, on=timezone.localdate(now)).filter(id=chair_id).exists():
        said.wrong("chair", _("主持人要在组织单位任职，请重新选择。"))
    return chair_id

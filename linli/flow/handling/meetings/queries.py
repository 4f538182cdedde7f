"""Reading meetings: who holds or is invited to one sees it, and of its agenda the matters that are theirs to see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from linli.core.clocks.models import Clock
from linli.core.clocks.queries import clocks_of_tasks
from linli.core.matters.beside import of_matters_seen
from linli.core.matters.models import Matter
from linli.core.matters.querysets import SEE
from linli.flow.handling.joint.models import Task
from linli.flow.handling.meetings.access import HOLD, holding_unit
from linli.flow.handling.meetings.models import (
    AgendaItem,
    Awaiting,
    Decision,
    Meeting,
    Minutes,
    Participant,
    Progress,
)
from linli.ground.people.actor import Actor
from linli.ground.people.models import Unit
from linli.ground.people.queries import colleagues

MOST = 100


@dataclass(frozen=True)
class Opened:
    """A meeting as one reader may see it. `hidden`: how many matters of the agenda are not theirs to see.

    The minutes speak of all matters, so only who may see all of them reads the minutes.
    """

    meeting: Meeting
    items: Sequence[AgendaItem]
    hidden: int
    participants: Sequence[Participant]
    minutes: Sequence[Minutes]


@dataclass(frozen=True)
class Followed:
    """What became of a decision: the task that it became and its clock."""

    item: AgendaItem
    task: Task
    clock: Clock | None

    def is_late(self, now: datetime) -> bool:
        if self.clock is None:
            return False
        return bool(self.clock.was_late) if self.clock.stopped_at else self.clock.due_at < now


def visible_meetings(actor: Actor) -> QuerySet[Meeting]:
    """Return the meetings that the actor holds, is invited to, or sees as one who sees the whole centre."""
    if actor.may_everywhere(SEE):
        return Meeting.objects.all()
    holds = [grant.unit_id for grant in actor.granting(HOLD)]
    invited = Participant.objects.filter(meeting=OuterRef("pk"), unit__in=actor.unit_ids)
    return Meeting.objects.filter(Q(unit__in=holds) | Q(Exists(invited)))


def meetings(actor: Actor, *, kind: str = "", progress: str = "") -> list[Meeting]:
    """Return the meetings of the actor, the latest first, at most `MOST`."""
    found = visible_meetings(actor)
    found = found.filter(kind=kind) if kind else found
    found = found.filter(progress=progress) if progress else found
    return list(found.select_related("unit", "chair").order_by("-at", "-id")[:MOST])


def visible_items(actor: Actor) -> QuerySet[AgendaItem]:
    return AgendaItem.objects.filter(of_matters_seen(actor))


def item_of(actor: Actor, item_id: UUID) -> AgendaItem | None:
    kept = visible_items(actor).filter(id=item_id, meeting__in=visible_meetings(actor))
    return kept.select_related("meeting__unit", "matter").first()


def meeting_of(actor: Actor, meeting_id: UUID) -> Opened | None:
    """Return a meeting with what of it the actor may see; None if it is not theirs. Five queries."""
    found = visible_meetings(actor).filter(id=meeting_id)
    meeting = found.select_related("unit", "chair", "planned_by").first()
    if meeting is None:
        return None
    items = list(
        visible_items(actor)
        .filter(meeting=meeting)
        .select_related("matter__unit", "matter__handler", "matter__village")
        .order_by("place")
    )
    hidden = meeting.items.count() - len(items)
    minutes = meeting.minutes.select_related("drafted_by", "confirmed_by").order_by("-version")
    return Opened(
        meeting,
        items,
        hidden,
        list(meeting.participants.select_related("unit").order_by("unit__kind", "unit__code")),
        [] if hidden else list(minutes),
    )


def followed(items: Sequence[AgendaItem]) -> list[Followed]:
    """Return what became of what was decided about these items, in order. Two queries."""
    by_id = {item.id: item for item in items}
    kept = Decision.objects.filter(item__in=by_id).select_related("task__unit", "task__matter")
    decisions = list(kept.order_by("item__place", "id"))
    clocks = clocks_of_tasks(decision.task_id for decision in decisions)
    return [
        Followed(by_id[decision.item_id], decision.task, clocks.get(decision.task_id))
        for decision in decisions
    ]


def last_before(actor: Actor, *, kind: str, before: datetime, unit_id: UUID | None = None) -> Meeting | None:
    """Return the last meeting of this kind that was held before a moment, by the same unit if one is named."""
    held = visible_meetings(actor).filter(
        kind=kind, at__lt=before, progress__in=(Progress.HELD, Progress.CLOSED)
    )
    held = held.filter(unit=unit_id) if unit_id else held
    return held.order_by("-at", "-id").first()


def items_seen(actor: Actor, meeting: Meeting) -> list[AgendaItem]:
    kept = visible_items(actor).filter(meeting=meeting).select_related("matter")
    return list(kept.order_by("place"))


def awaited(actor: Actor) -> list[Awaiting]:
    """Return what waits for a conference and is the actor's to see, the longest waiting first, at most `MOST`."""
    waiting = Awaiting.objects.filter(of_matters_seen(actor), ended_at=None)
    return list(
        waiting.select_related("matter__unit", "matter__village", "matter__handler").order_by("since", "id")[
            :MOST
        ]
    )


def meetings_of(matter: Matter) -> list[AgendaItem]:
    """Return the meetings about a matter that the caller has seen to be the reader's, the latest first."""
    kept = AgendaItem.objects.filter(matter=matter).select_related("meeting__unit")
    return list(kept.order_by("-meeting__at", "-id"))


def is_awaited(matter: Matter) -> bool:
    return Awaiting.objects.filter(matter=matter, ended_at=None).exists()


def matters_of(actor: Actor, ids: Sequence[UUID]) -> list[Matter]:
    """Return those of these matters that the actor may see, in the order in which they were named."""
    found = Matter.objects.visible_to(actor).select_related("unit", "village").in_bulk(list(ids))
    return [found[key] for key in dict.fromkeys(ids) if key in found]


def matter_numbered(actor: Actor, number: str) -> Matter | None:
    return Matter.objects.visible_to(actor).filter(number=number.strip()).first()


def chairs(actor: Actor, *, on: date) -> list[tuple[str, str]]:
    """Return who may preside over a meeting of the actor's unit, as (id, name)."""
    unit = Unit.objects.get(id=holding_unit(actor))
    return [(str(person.id), person.name) for person in colleagues(unit, on=on)]

"""What the regular meeting should look at: what is late, returned, recurring, supervised, or decided and not done.

Each source puts forward a bounded number of matters with the numbers that are the reason. Another room adds one by
`@source("name")` and says how it reads by `words.declare`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from linli.core.clocks.models import Clock, Level
from linli.core.matters.models import Entry, Matter
from linli.core.registers.provisions import provision
from linli.flow.handling.joint.models import OPEN, Task, TaskKind
from linli.flow.handling.supervision.models import OPEN as SUPERVISED
from linli.flow.handling.supervision.models import Supervision
from linli.ground.people.actor import Actor

Found = dict[UUID, dict[str, Any]]


@dataclass(frozen=True)
class Span:
    """What a source may ask for: matters visible to `actor`, as they are at `now`, at most `most`, over `days`."""

    actor: Actor
    now: datetime
    most: int
    days: int
    times: int

    @property
    def since(self) -> datetime:
        return self.now - timedelta(days=self.days)

    @property
    def open_matters(self) -> Any:
        return Matter.objects.visible_to(self.actor).filter(is_open=True)


Source = Callable[[Span], Found]
_sources: dict[str, Source] = {}


@dataclass
class Drawn:
    """A matter that is put forward, with all its reasons."""

    matter: Matter
    whys: list[dict[str, Any]] = field(default_factory=list)


def source(code: str) -> Callable[[Source], Source]:
    """Declare a source of agenda items: it returns, for each matter, the numbers of the reason `code`."""

    def declare(find: Source) -> Source:
        _sources[code] = find
        return find

    return declare


def draw(actor: Actor, *, now: datetime) -> list[Drawn]:
    """Return what the next regular meeting should look at; those with most reasons first, then the most overdue."""
    on = timezone.localdate(now)
    span = Span(
        actor,
        now,
        most=provision("meetings.draws", on=on),
        days=provision("meetings.days", on=on),
        times=provision("meetings.recurring", on=on),
    )
    whys: dict[UUID, list[dict[str, Any]]] = {}
    for code, find in _sources.items():
        for matter_id, numbers in find(span).items():
            whys.setdefault(matter_id, []).append({"code": code, **numbers})
    matters = span.open_matters.filter(id__in=list(whys)).select_related("unit", "village", "handler")
    drawn = [Drawn(matter, whys[matter.id]) for matter in matters]
    return sorted(drawn, key=lambda one: (-len(one.whys), one.matter.due_at or now, one.matter.id))


def days_since(moment: datetime, now: datetime) -> int:
    return max(0, (timezone.localdate(now) - timezone.localdate(moment)).days)


@source("overdue")
def overdue(span: Span) -> Found:
    late = span.open_matters.filter(due_at__lt=span.now).order_by("due_at", "id")
    rows = late.values_list("id", "due_at")[: span.most]
    return {matter_id: {"days": days_since(due_at, span.now)} for matter_id, due_at in rows}


@source("returned")
def returned(span: Span) -> Found:
    """Matters that units gave back, the most often returned first; those that are closed meanwhile do not count."""
    seen = span.open_matters.filter(id=OuterRef("subject"))
    entries = Entry.objects.filter(Exists(seen), verb="handling.returned", recorded_at__gte=span.since)
    rows = entries.values("subject").annotate(times=Count("id")).order_by("-times", "subject")[: span.most]
    return {row["subject"]: {"times": row["times"], "span": span.days} for row in rows}


@source("recurring")
def recurring(span: Span) -> Found:
    """The newest open matter of each place and category of which there were too many."""
    seen = Matter.objects.visible_to(span.actor).filter(received_at__gte=span.since)
    placed = seen.exclude(village=None).exclude(category=None)
    sums = placed.values("village", "category", "village__name").annotate(times=Count("id"))
    often = list(sums.filter(times__gte=span.times).order_by("-times", "village", "category")[: span.most])
    if not often:
        return {}
    times = {(row["village"], row["category"]): row for row in often}
    groups = reduce(or_, (Q(village=village, category=category) for village, category in times))
    found: dict[Any, UUID] = {}
    rows = span.open_matters.filter(groups, received_at__gte=span.since).order_by("-received_at", "-id")
    for matter_id, village, category in rows.values_list("id", "village", "category"):
        found.setdefault((village, category), matter_id)
    return {
        matter_id: {
            "times": times[key]["times"],
            "span": span.days,
            "place": times[key]["village__name"],
        }
        for key, matter_id in found.items()
    }


@source("supervised")
def supervised(span: Span) -> Found:
    running = Supervision.objects.filter(matter=OuterRef("pk"), stage__in=SUPERVISED)
    rows = span.open_matters.filter(Exists(running)).order_by("due_at", "id").values_list("id", flat=True)
    return {matter_id: {} for matter_id in rows[: span.most]}


@source("unfulfilled")
def unfulfilled(span: Span) -> Found:
    """Matters for which an earlier meeting decided something that is late."""
    late = Clock.objects.filter(
        level=Level.TASK, name=TaskKind.DECISION, stopped_at=None, due_at__lt=span.now
    )
    tasks = OPEN & Q(kind=TaskKind.DECISION)
    waiting = Task.objects.filter(tasks, id__in=late.values("task_id"), matter__in=span.open_matters)
    ids = dict(waiting.values_list("id", "matter_id")[: span.most])
    due = dict(late.filter(task_id__in=list(ids)).values_list("task_id", "due_at"))
    return {
        matter_id: {"days": days_since(due[task_id], span.now)}
        for task_id, matter_id in ids.items()
        if task_id in due
    }

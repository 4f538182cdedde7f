"""Keep what is stored of a clock in step with its acts, and the matter in step with its clocks."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, F, Min, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from linli.core.clocks import evaluate
from linli.core.clocks.models import Clock, Firing, Level
from linli.core.matters.models import Matter
from linli.lib.days import Calendar

STORED = ["acts", "due_at", "provisional", "paused_at", "paused_until", "stopped_at", "was_late", "round"]
STORED += ["rebased_at", "next_at"]

Fired = set[tuple[int, str]]


def settle(clock: Clock, calendar: Calendar, *, now: datetime) -> None:
    """Set what follows from a running clock's acts; a new round begins if its end moved. Saves nothing."""
    before, was_paused = clock.due_at, clock.paused_until
    course = evaluate.course_of(clock.acts)
    clock.paused_at, clock.paused_until = course.paused_at, course.paused_until
    end = evaluate.due(clock.limit, calendar, clock.started_at, clock.acts)
    clock.due_at, clock.provisional = end.at, end.provisional
    if end.at != before or clock.paused_until != was_paused:
        clock.round, clock.rebased_at = clock.round + 1, now
    plan(clock, calendar, fired_of(clock))


def finish(clock: Clock, *, now: datetime, calendar: Calendar | None) -> None:
    """Stop a clock; nothing of it is left to fire. Saves nothing.

    `calendar` is needed for one that is paused: its pause was shorter than foreseen, so its end is another.
    """
    clock.acts = [*clock.acts, {"kind": "stop", "at": now.isoformat()}]
    if calendar is not None:
        clock.due_at = evaluate.due(clock.limit, calendar, clock.started_at, clock.acts).at
    clock.paused_at = clock.paused_until = clock.next_at = None
    clock.stopped_at, clock.was_late = now, now > clock.due_at


def plan(clock: Clock, calendar: Calendar, fired: Fired) -> None:
    """Set when the next step of the clock is to be fired."""
    clock.next_at = min((moment for moment, _step in pending(clock, calendar, fired)), default=None)


def pending(clock: Clock, calendar: Calendar, fired: Fired) -> list[tuple[datetime, str]]:
    """Return the steps still to be fired, with their moments, in order.

    A step that lay behind already when the round began, and was fired in an earlier round, is not fired once more.
    """
    ladder = evaluate.steps(clock.limit, calendar, clock.started_at, clock.acts, clock.warns, clock.due_at)
    once = {step for _round, step in fired}
    return [
        (moment, step)
        for moment, step in ladder
        if (clock.round, step) not in fired and not (moment <= clock.rebased_at and step in once)
    ]


def fired_of(clock: Clock) -> Fired:
    return set(Firing.objects.filter(clock=clock).values_list("round", "step"))


def lock_matter(matter_id: UUID) -> None:
    """Make other writers of the matter wait: the chain of its entries and its due time have one writer at a time."""
    Matter.objects.select_for_update().filter(id=matter_id).values_list("id").first()


def follow_clocks(matter_id: UUID) -> None:
    """Set the matter's due time to the earliest of its running clocks; a paused one counts with the end of its pause.

    Where nothing runs the last due time stays: an open matter always has one.
    """
    matters = Matter.objects.filter(id=matter_id)
    matters.update(due_at=Coalesce(Subquery(_earliest()), F("due_at")))


def _earliest() -> QuerySet[Clock, Any]:
    ends = Case(When(Q(paused_until__isnull=False), then=F("paused_until")), default=F("due_at"))
    running = (
        Clock.objects.filter(matter=OuterRef("id"), stopped_at=None).exclude(level=Level.TASK).order_by()
    )
    return running.values("matter").annotate(first=Min(ends)).values("first")

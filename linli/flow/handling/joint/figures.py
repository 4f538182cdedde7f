"""How departments come when they are called: counts with their denominators, and behind each the calls themselves."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args
from uuid import UUID

from django.db.models import Avg, Count, F, Q, QuerySet

from linli.flow.handling.joint.models import Stage, Task, TaskKind
from linli.flow.handling.joint.queries import visible_tasks
from linli.ground.people.actor import Actor

Measure = Literal["called", "reported", "in_time", "rated", "missed"]
MEASURES: tuple[Measure, ...] = get_args(Measure)

CONDITIONS: dict[Measure, Q] = {
    "called": Q(),
    "reported": Q(attendance__arrived_at__isnull=False),
    "in_time": Q(attendance__arrived_at__lte=F("call__at")),
    "rated": Q(attendance__effective__isnull=False),
    "missed": Q(stage=Stage.MISSED),
}


@dataclass(frozen=True)
class Department:
    """One department in a span. `effective` is the mean of `rated` ratings from 1 to 3, None where there is none.

    Counted are the calls that were not withdrawn; a call is one department asked once.
    """

    unit_id: UUID
    name: str
    called: int
    reported: int
    in_time: int
    rated: int
    missed: int
    effective: float | None

    def count(self, measure: Measure) -> int:
        return int(getattr(self, measure))


def counted(actor: Actor, since: datetime, until: datetime) -> QuerySet[Task]:
    """Return the calls that the figures of a span are about: those that the actor may see."""
    called = visible_tasks(actor).filter(kind=TaskKind.WHISTLE, asked_at__gte=since, asked_at__lt=until)
    return called.exclude(stage=Stage.WITHDRAWN)


def by_department(actor: Actor, since: datetime, until: datetime) -> list[Department]:
    """Return each department that was called in the span, the most called first. One query."""
    rows = counted(actor, since, until).values("unit_id", "unit__name")
    found = rows.annotate(
        called=Count("id"),
        reported=Count("id", filter=CONDITIONS["reported"]),
        in_time=Count("id", filter=CONDITIONS["in_time"]),
        rated=Count("id", filter=CONDITIONS["rated"]),
        missed=Count("id", filter=CONDITIONS["missed"]),
        effective=Avg("attendance__effective"),
    )
    return [
        Department(
            unit_id=row["unit_id"],
            name=row["unit__name"],
            called=row["called"],
            reported=row["reported"],
            in_time=row["in_time"],
            rated=row["rated"],
            missed=row["missed"],
            effective=row["effective"],
        )
        for row in found.order_by("-called", "unit__name")
    ]


def behind(
    actor: Actor, since: datetime, until: datetime, *, unit_id: UUID | None, measure: Measure
) -> QuerySet[Task]:
    """Return the calls behind one number, the newest first."""
    found = counted(actor, since, until).filter(CONDITIONS[measure])
    found = found.filter(unit=unit_id) if unit_id else found
    return found.select_related("unit", "matter", "call__unit", "attendance").order_by("-asked_at", "-id")

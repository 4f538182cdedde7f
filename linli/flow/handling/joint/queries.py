"""Reading tasks and calls: only those of matters that the reader may see."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from linli.core.matters.beside import of_matters_seen
from linli.core.matters.models import Matter
from linli.flow.handling.joint.models import OPEN, Call, Stage, Task, TaskKind
from linli.ground.people.actor import Actor
from linli.ground.people.models import Unit, UnitKind
from linli.ground.people.queries.dates import valid_on

WITH = ("unit", "asked_unit", "call", "attendance")
MOST = 200


def visible_tasks(actor: Actor) -> QuerySet[Task]:
    """Return the tasks of the matters that the actor may see."""
    return Task.objects.filter(of_matters_seen(actor))


def visible_calls(actor: Actor) -> QuerySet[Call]:
    return Call.objects.filter(of_matters_seen(actor))


def tasks_of(matter: Matter) -> list[Task]:
    """Return all tasks of a matter that the caller has seen to be the reader's, the oldest first."""
    return list(Task.objects.filter(matter=matter).select_related(*WITH).order_by("id"))


def task_of(actor: Actor, task_id: UUID) -> Task | None:
    found = visible_tasks(actor).filter(id=task_id)
    return found.select_related(*WITH, "matter__unit", "call__unit").first()


def call_of(actor: Actor, call_id: UUID) -> Call | None:
    found = visible_calls(actor).filter(id=call_id)
    return found.select_related("unit", "matter", "called_by").prefetch_related("tasks__unit").first()


def open_of_units(actor: Actor, *, asked: bool = False) -> list[Task]:
    """Return what the actor's units are asked to do and have not answered, or (`asked`) what they asked of others.

    The first `MOST`, by age; who has more open than that has other worries.
    """
    mine = Q(asked_unit__in=actor.unit_ids) if asked else Q(unit__in=actor.unit_ids)
    kept = visible_tasks(actor).filter(OPEN & mine)
    return list(kept.select_related(*WITH, "matter", "call").order_by("id")[:MOST])


def answers(matter: Matter) -> list[Task]:
    """Return the tasks whose answers belong into the lead's reply."""
    stages = (Stage.ANSWERED, Stage.ACCEPTED)
    kept = Task.objects.filter(matter=matter, stage__in=stages).exclude(answer="")
    return list(
        kept.exclude(kind=TaskKind.DECISION, before_reply=False).select_related("unit").order_by("id")
    )


def units_to_call(*, on: date, kinds: Iterable[str] = ()) -> list[tuple[str, str]]:
    """Return the units that exist on that day, as (id, name)."""
    found = Unit.objects.filter(valid_on(on)).exclude(kind=UnitKind.ENTERPRISE)
    found = found.filter(kind__in=list(kinds)) if kinds else found
    return [(str(key), name) for key, name in found.order_by("kind", "code").values_list("id", "name")]

"""What the acts have in common: the lock, the number, the clock, the entry."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from linli.core.clocks.actions import start_task, stop_task
from linli.core.matters import ledger
from linli.core.matters.models import Matter
from linli.core.procedures.obligations import rule_of
from linli.core.procedures.taking import StepNotOpen, locked
from linli.flow.handling.supervision.models import Supervision
from linli.ground.people.actor import Actor, Refused
from linli.ground.people.models import Unit
from linli.lib.identifiers import new_number

PREFIX = "D"


def held(supervision_id: UUID, *, actor: Actor) -> Supervision:
    """Return the supervision as it is now, its matter locked, if the actor may see it. Raises Refused."""
    seen = Supervision.objects.visible_to(actor).filter(id=supervision_id)
    matter_id = seen.values_list("matter_id", flat=True).first()
    if matter_id is None:
        raise Refused
    matter = locked(matter_id, actor=actor)
    supervision = Supervision.objects.select_related("addressee", "issuer_unit").get(id=supervision_id)
    supervision.matter = matter
    return supervision


def require(allowed: bool, why_not: str = "") -> None:
    """Raise Refused unless allowed."""
    if not allowed:
        raise Refused(why_not)


def require_now(possible: bool, sentence: str) -> None:
    """Raise StepNotOpen with the sentence unless it is possible now."""
    if not possible:
        raise StepNotOpen(sentence)


def me(actor: Actor) -> UUID:
    """Return the account of whoever acts; what was written has a writer. Raises Refused."""
    if actor.staff_id is None:
        raise Refused
    return actor.staff_id


def free_number(on: date) -> str:
    """Return a number that no supervision has: a letter, and a receipt's pattern of day, random part and check digit."""
    while Supervision.objects.filter(number=(number := f"{PREFIX}{new_number(on)}")).exists():
        pass
    return number


def tell(
    supervision: Supervision,
    verb: str,
    *,
    actor: Actor,
    now: datetime,
    unit_id: UUID | None,
    says: Mapping[str, Any],
) -> None:
    """Record an act on the matter, for the unit that acts."""
    body = {"supervision": str(supervision.id), "number": supervision.number, **says}
    ledger.record(supervision.matter_id, verb, actor=actor, now=now, body=body, unit_id=unit_id)


def start_clock(
    matter: Matter,
    name: str,
    *,
    task_id: UUID,
    unit: Unit,
    actor: Actor,
    now: datetime,
    until: datetime | None = None,
) -> None:
    start_task(matter, rule_of(matter, name), task_id=task_id, unit=unit, actor=actor, now=now, until=until)


def stop_clock(task_id: UUID, matter: Matter, *, actor: Actor, now: datetime) -> bool:
    """Stop the clock of a task and tell whether it had run out."""
    clock = stop_task(matter, task_id=task_id, actor=actor, now=now)
    return bool(clock and clock.was_late)

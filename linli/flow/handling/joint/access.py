"""Who may do what about a task: the lead asks, the called unit answers, the town whistles, the centre rules."""

from uuid import UUID

from linli.core.matters.models import Matter
from linli.core.procedures.reach import reaches
from linli.flow.handling.joint.models import Task
from linli.ground.people.actor import Actor, Grant
from linli.ground.people.models import Unit, UnitKind

WORK, DISPATCH, WHISTLE = "handling.work", "routing.dispatch", "handling.whistle"


def leads(actor: Actor, matter: Matter) -> bool:
    """Tell whether the actor speaks for the unit that has the matter, or for the centre that dispatches it."""
    if actor.kind == "system":
        return True
    return serves(actor, matter.unit_id) or reaches(actor, DISPATCH, matter)


def leads_task(actor: Actor, task: Task, matter: Matter) -> bool:
    """Tell whether the actor may judge what the called unit did; nobody judges the work of their own unit."""
    own = task.unit_id in actor.unit_ids and matter.unit_id not in actor.unit_ids
    if not own and task.asked_unit_id in actor.unit_ids and actor.may(WORK):
        return True
    return leads(actor, matter) and not own


def serves(actor: Actor, unit_id: UUID) -> bool:
    """Tell whether the actor works in this unit."""
    return any(grant.unit_id == unit_id for grant in actor.granting(WORK))


def rules(actor: Actor) -> bool:
    """Tell whether the actor decides for the centre between units."""
    return actor.kind == "system" or any(grant.reach == "centre" for grant in actor.granting(DISPATCH))


def whistling(actor: Actor, matter: Matter) -> Grant | None:
    """Return the grant by which the actor may call departments for their town, if there is one."""
    found = [grant for grant in actor.granting(WHISTLE) if _covers(grant, matter)]
    towns = Unit.objects.filter(id__in=[grant.unit_id for grant in found], kind=UnitKind.TOWN)
    ids = set(towns.values_list("id", flat=True)) if found else set()
    return next((grant for grant in found if grant.unit_id in ids), None)


def whistles_for(actor: Actor, unit_id: UUID) -> bool:
    return any(grant.unit_id == unit_id for grant in actor.granting(WHISTLE))


def acting_for(actor: Actor, *units: UUID) -> UUID | None:
    """Return the unit for which the actor speaks: the first of `units` that is theirs, else their own first."""
    mine = next((unit for unit in units if unit in actor.unit_ids), None)
    return mine or (actor.grants[0].unit_id if actor.grants else None)


def _covers(grant: Grant, matter: Matter) -> bool:
    return matter.unit_id == grant.unit_id or matter.town_id in grant.town_ids

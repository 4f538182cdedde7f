"""Who may do what about a task: the lead asks, the called unit answers, the town whistles, the centre rules."""

from datetime import datetime
from uuid import UUID

from linli.core.matters.models import Matter
from linli.core.procedures.reach import reaches
from linli.flow.handling.joint.models import Stage, Task, TaskKind
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
    return actor.may_everywhere(DISPATCH)


def whistling(actor: Actor, matter: Matter) -> Grant | None:
    """Return the grant by which the actor may call departments for their town, if there is one."""
    found = [grant for grant in actor.granting(WHISTLE) if matter.town_id in grant.town_ids]
    towns = Unit.objects.filter(id__in=[grant.unit_id for grant in found], kind=UnitKind.TOWN)
    ids = set(towns.values_list("id", flat=True)) if found else set()
    return next((grant for grant in found if grant.unit_id in ids), None)


def whistles_for(actor: Actor, unit_id: UUID) -> bool:
    return any(grant.unit_id == unit_id for grant in actor.granting(WHISTLE))


def open_acts(task: Task, matter: Matter, actor: Actor, *, now: datetime) -> list[str]:
    """Return which acts on the task are open to the actor now, the likely ones first. No query."""
    found: list[str] = []
    if serves(actor, task.unit_id):
        found += _of_called(task)
    if task.call is not None and whistles_for(actor, task.call.unit_id):
        found += _of_town(task, task.call.at <= now)
    if task.stage == Stage.REFUSED and rules(actor):
        found.append("rule")
    if leads_task(actor, task, matter):
        found += _of_lead(task)
    return list(dict.fromkeys(found))


def _of_called(task: Task) -> list[str]:
    if task.stage in (Stage.ASKED, Stage.TAKEN_UP):
        found = ["report_in" if task.kind == TaskKind.WHISTLE else "answer"]
        if task.stage == Stage.ASKED:
            found.insert(0, "take_up")
        return found if task.ruling else [*found, "refuse"]
    rated = getattr(task, "attendance", None)
    return ["respond"] if rated and rated.rated_at and not rated.responded_at else []


def _of_town(task: Task, is_over: bool) -> list[str]:
    if task.stage == Stage.ANSWERED:
        return ["rate"]
    if not task.is_open:
        return []
    return ["report_in", "rate"] if is_over else ["report_in"]


def _of_lead(task: Task) -> list[str]:
    if task.is_open:
        return ["withdraw"]
    if task.stage != Stage.ANSWERED or task.kind == TaskKind.WHISTLE:
        return []
    return ["accept"] if task.sent_back_at else ["accept", "send_back"]


def may_whistle(actor: Actor, matter: Matter) -> bool:
    """Tell, without asking which kind of unit it is, whether the actor's post is a town's that has the matter's place."""
    return any(matter.town_id in grant.town_ids for grant in actor.granting(WHISTLE))

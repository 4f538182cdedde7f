"""Who may do what to a supervision: its issuing post judges it, its addressee answers it, neither does the other's part."""

from dataclasses import replace
from uuid import UUID

from linli.core.matters.models import Matter
from linli.core.procedures.reach import reaches
from linli.flow.handling.supervision.models import Level, Mark, Supervision
from linli.ground.people.actor import Actor

ISSUE = "supervision.issue"
LEAD = "supervision.lead"
ANSWER = "supervision.answer"
LIST = "supervision.list"
MARK = "supervision.mark"

NEXT = {Level.CENTRE: Level.LEADER, Level.LEADER: Level.UPPER}


def level_permission(level: str) -> str:
    """Return the permission of the posts in whose name a level is issued and closed."""
    return ISSUE if level == Level.CENTRE else LEAD


def next_level(level: str) -> Level | None:
    return NEXT.get(Level(level))


def levels_of(actor: Actor, matter: Matter) -> list[Level]:
    """Return the levels at which the actor may supervise this matter."""
    return [level for level in Level if issuing_unit(actor, matter, level)]


def issuing_unit(actor: Actor, matter: Matter, level: str) -> UUID | None:
    """Return the unit in whose name the actor may supervise this matter at that level."""
    permission = level_permission(level)
    for grant in actor.granting(permission):
        if reaches(replace(actor, grants=(grant,)), permission, matter):
            return grant.unit_id
    return None


def may_judge(actor: Actor, supervision: Supervision) -> bool:
    """Tell whether the actor holds the issuing post, and does not serve those who are asked."""
    is_own = supervision.issuer_unit_id == supervision.addressee_id
    if not is_own and supervision.addressee_id in actor.unit_ids:
        return False
    return serves(actor, level_permission(supervision.level), supervision.issuer_unit_id)


def may_list(actor: Actor, supervision: Supervision) -> bool:
    return may_judge(actor, supervision) and serves(actor, LIST, supervision.issuer_unit_id)


def may_answer(actor: Actor, supervision: Supervision) -> bool:
    return serves(actor, ANSWER, supervision.addressee_id)


def may_decide(actor: Actor, supervision: Supervision) -> bool:
    """Tell whether the actor stands above the issuer: leads there, and is not who issued it."""
    return (
        serves(actor, LEAD, supervision.issuer_unit_id)
        and actor.staff_id != supervision.issuer_id
        and supervision.addressee_id not in actor.unit_ids
    )


def may_mark(actor: Actor, unit_id: UUID) -> bool:
    return any(grant.reach == "centre" for grant in actor.granting(MARK)) and unit_id not in actor.unit_ids


def may_object_to(actor: Actor, mark: Mark) -> bool:
    return serves(actor, ANSWER, mark.unit_id)


def may_decide_mark(actor: Actor, mark: Mark) -> bool:
    """Tell whether the actor may decide on an objection: another than who gave the mark."""
    return may_mark(actor, mark.unit_id) and actor.staff_id != mark.given_by_id


def serves(actor: Actor, permission: str, unit_id: UUID) -> bool:
    """Tell whether a post of the actor in exactly this unit carries the permission."""
    return any(grant.unit_id == unit_id for grant in actor.granting(permission))

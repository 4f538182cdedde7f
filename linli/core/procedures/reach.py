"""How far a permission goes: may this actor do this to that matter?"""

from linli.core.matters.models import Matter
from linli.ground.people.actor import Actor, Grant


def reaches(actor: Actor, permission: str, matter: Matter) -> bool:
    """Tell whether one of the actor's posts carries `permission` as far as `matter`."""
    return any(_covers(grant, matter) for grant in actor.granting(permission))


def _covers(grant: Grant, matter: Matter) -> bool:
    if grant.reach == "centre" or matter.unit_id == grant.unit_id:
        return True
    return matter.town_id in grant.town_ids or matter.village_id in grant.village_ids

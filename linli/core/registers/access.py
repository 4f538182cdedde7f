"""Who may see and who may change a register. Reference data concern the whole centre: a narrower reach gives nothing."""

from linli.core.registers.declaration import Register
from linli.ground.people.actor import Actor, Refused


def may_see(register: Register, actor: Actor) -> bool:
    return _may(actor, register.see) or _may(actor, register.edit)


def may_edit(register: Register, actor: Actor) -> bool:
    return _may(actor, register.edit)


def demand_edit(register: Register, actor: Actor) -> None:
    """Raise Refused unless `actor` may change rows of `register`."""
    if not may_edit(register, actor):
        raise Refused(register.edit)


def _may(actor: Actor, permission: str) -> bool:
    return actor.kind == "system" or any(grant.reach == "centre" for grant in actor.granting(permission))

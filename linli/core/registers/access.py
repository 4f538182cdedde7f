"""Who may see and who may change a register. Reference data concern the whole centre: a narrower reach gives nothing."""

from linli.core.registers.declaration import Register, every
from linli.ground.people.actor import Actor, Refused


def may_see(register: Register, actor: Actor) -> bool:
    return actor.may_everywhere(register.see) or actor.may_everywhere(register.edit)


def may_edit(register: Register, actor: Actor) -> bool:
    return actor.may_everywhere(register.edit)


def seen_by(actor: Actor) -> tuple[Register, ...]:
    """Return the registers that `actor` may see, in the order of their declaration."""
    return tuple(register for register in every() if may_see(register, actor))


def may_edit_some(actor: Actor) -> bool:
    """Tell whether `actor` keeps any register, and may therefore look up what its forms refer to."""
    return any(may_edit(register, actor) for register in every())


def demand_edit(register: Register, actor: Actor) -> None:
    """Raise Refused unless `actor` may change rows of `register`."""
    if not may_edit(register, actor):
        raise Refused(register.edit)

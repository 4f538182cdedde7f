"""Who may work in the laboratory. Rules concern the whole centre: a narrower reach gives nothing."""

from linli.ground.people.actor import Actor, Refused

EDIT = "routing.edit"


def may_edit(actor: Actor) -> bool:
    """Tell whether `actor` may draft, replay and publish rules."""
    return actor.may_everywhere(EDIT)


def demand_edit(actor: Actor) -> None:
    """Raise Refused unless `actor` may change the rules of routing."""
    if not may_edit(actor):
        raise Refused(EDIT)

"""What the staff and the resident of a matter do with it: any step that the desk would offer them, and some it would not."""

from typing import Any

from linli.core.matters.models import Entry, Matter
from linli.core.procedures.procedure import Step
from linli.core.procedures.taking import StaleMatter, open_steps, procedure_of
from linli.flow.outcomes import acts
from linli.ground.people.actor import Actor, Refused

from .. import refusals
from ..town import Town
from . import move
from .words import answers

TRIES = 5
# What may be done at any time would else be most of what is done.
SELDOM = {"withdraw": 0.1, "add": 0.2, "note": 0.3, "classify": 0.5}


def offered(town: Town, matter: Matter) -> tuple[Actor, list[Step]] | None:
    """Return somebody to whom steps of the matter are offered, and these."""
    for _try in range(TRIES):
        actor = town.anybody(matter)
        seen = Matter.objects.visible_to(actor).filter(id=matter.id).exists()
        if seen and (steps := open_steps(matter, actor=actor, now=town.now)):
            return actor, steps
    return None


def chosen(town: Town, steps: list[Step]) -> Step:
    """Draw a step, the likely ones more often, so that matters come to an end."""
    return town.dice.choices(steps, [_weight(step) for step in steps])[0]


def _weight(step: Step) -> float:
    if step.name in SELDOM:
        return SELDOM[step.name]
    return 6 if step.likely else 2 if step.to else 1


@move(330)
def a_step_that_is_offered(town: Town) -> None:
    """Whoever is offered a step and answers what it asks is never told that it is not theirs."""
    if (matter := town.matter()) is None or (found := offered(town, matter)) is None:
        return
    actor, steps = found
    step = chosen(town, steps)
    said, version = answers(town, step.asks, matter), town.dice.choice([matter.version, None])
    name = f"step {step.name}"
    town.act(name, lambda: _taken(matter, step, said, actor, town, version))
    town.expect(f"{name}: {Refused.__name__}" not in town.tally, f"{step.name} was offered and then refused")


def _taken(
    matter: Matter, step: Step, said: dict[str, Any], actor: Actor, town: Town, version: int | None
) -> Entry:
    return acts.act(matter, step.name, said, actor=actor, now=town.now, version=version)


@move(25)
def a_step_that_is_not_offered(town: Town) -> None:
    if (matter := town.matter()) is None:
        return
    step, actor = town.dice.choice(list(procedure_of(matter).steps.values())), town.anybody(matter)
    said = answers(town, step.asks, matter)
    is_seen = Matter.objects.visible_to(actor).filter(id=matter.id).exists()
    open_now = {one.name for one in open_steps(matter, actor=actor, now=town.now)} if is_seen else set()
    done = town.act("step out of turn", lambda: _taken(matter, step, said, actor, town, None))
    if isinstance(done, Entry):
        town.expect(done.step in open_now, f"{done.step} was taken by somebody to whom it was not open")


@move(35)
def two_who_act_on_what_both_have_read(town: Town) -> None:
    """The second of two who act on the same state of a matter is told so, and nothing that they do counts."""
    if (matter := town.matter(is_open=True)) is None:
        return
    one, other = offered(town, matter), offered(town, matter)
    if one is None or other is None:
        return
    (first, first_steps), (second, second_steps) = one, other
    mine, yours = chosen(town, first_steps), chosen(town, second_steps)
    said, version = answers(town, mine.asks, matter), matter.version
    if not town.act(f"step {mine.name}", lambda: _taken(matter, mine, said, first, town, version)):
        return
    late = answers(town, yours.asks, matter)

    def act() -> None:
        try:
            _taken(matter, yours, late, second, town, version)
        except refusals.ALL as no:
            town.tally["fault: two acted on the same state"] += isinstance(no, StaleMatter)
            raise
        town.expect(False, f"{yours.name} was taken on a state that was gone")

    town.act("the second of two", act)

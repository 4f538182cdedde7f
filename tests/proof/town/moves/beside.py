"""Acts beside the state of a matter: time, tasks, calls, meetings, supervision, promises, letters, rights, links, visits.

They are found, not listed: every act of a room of the flow that is told an actor and a time, its arguments drawn by their
names. `NOT_DRAWN` says which are left out, and why.
"""

import inspect
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from importlib import import_module
from inspect import Parameter
from typing import Any
from uuid import UUID

from django.apps import apps

import linli.capabilities
import linli.flow
from linli.core.matters.models import Matter
from linli.flow.outcomes import acts
from linli.ground.people.actor import Refused

from ..town import Town
from . import move
from .arguments import ROWS, Nothing, drawn

NOT_DRAWN = {
    "flow.handling.alerts alert": "in the transaction of another act",
    "flow.handling.joint decide": "in the transaction of a meeting's decision",
    "flow.handling.supervision give": "on a proposal that the rules make: see `rights`",
    "flow.handling.supervision drop": "on a proposal that the rules make: see `rights`",
    "flow.intake receive": "see `residents`",
    "flow.handling.links bring_follow_up": "see `residents`",
    "flow.outcomes.evidence add_evidence": "needs a file on the disk",
    "flow.outcomes.letters preview": "writes nothing",
    "flow.outcomes.letters look": "writes nothing",
    "capabilities.petitions bring": "see `residents`",
    "capabilities.petitions.bringing bring_written": "see `residents`",
    "capabilities.petitions.bringing take_in": "see `residents`",
    "capabilities.petitions.bringing confirm_by_provider": "needs a provider of identities",
}
ROOMS_LEFT_OUT = {
    "flow.routing.laboratory": "drafts touch no matter",
    "flow.routing.learning": "drafts touch no matter",
    "capabilities.petitions.reception": "visitors of the hall are no matters",
    "capabilities.petitions.figures": "reports touch no matter",
}
TRIES = 6
UNITS = ("unit_id", "addressee_id", "issuer_id", "asking_id", "asked_for_id", "made_for_id")
RARELY = ("letters",)  # drawing a page takes as long as all the rest of a step


@dataclass(frozen=True)
class Deed:
    """One act of one room."""

    room: str
    name: str
    act: Callable[..., Any]

    @property
    def full(self) -> str:
        return f"{self.room} {self.name}"

    @property
    def short(self) -> str:
        return self.room.rpartition(".")[2]

    @property
    def parameters(self) -> list[Parameter]:
        found = inspect.signature(self.act, eval_str=False).parameters.values()
        return [one for one in found if one.name not in ("actor", "now")]


def every() -> Iterator[Deed]:
    """Yield every act of flow and capabilities that somebody does at some time."""
    for root in (linli.flow, linli.capabilities):
        for found in pkgutil.walk_packages(root.__path__, f"{root.__name__}."):
            if not found.name.endswith(".actions"):
                continue
            module = import_module(found.name)
            room = found.name.removeprefix("linli.").removesuffix(".actions")
            for name in getattr(module, "__all__", None) or sorted(vars(module)):
                act = getattr(module, name)
                is_own = inspect.isfunction(act) and act.__module__.startswith(found.name)
                if (
                    is_own
                    and not name.startswith("_")
                    and {"actor", "now"} <= inspect.signature(act).parameters.keys()
                ):
                    yield Deed(room, name, act)


@cache
def deeds() -> tuple[list[Deed], list[Deed]]:
    """Return those beside the state of a matter, and those that are steps: the desk offers these."""
    steps = {act for act, _names in acts.ACTS.values()}
    found = [one for one in every() if one.full not in NOT_DRAWN and one.room not in ROOMS_LEFT_OUT]
    return [one for one in found if one.act not in steps], [one for one in found if one.act in steps]


def do(town: Town, deed: Deed) -> None:
    """Let somebody do it, with arguments by lot; whoever may not is followed by somebody else, a few times."""
    if (matter := town.matter()) is None:
        return
    try:
        said = {one.name: drawn(town, deed.short, one, matter) for one in deed.parameters}
    except Nothing:
        return
    matter, units = concerned(deed, said, matter)
    for _try in range(TRIES):
        actor = town.anybody(matter, *units)
        refused = town.tally[f"{deed.full}: {Refused.__name__}"]
        town.act(deed.full, partial(deed.act, **said, actor=actor, now=town.now))
        if town.tally[f"{deed.full}: {Refused.__name__}"] == refused:
            return


def concerned(deed: Deed, said: dict[str, Any], matter: Matter) -> tuple[Matter, list[UUID]]:
    """Return the matter that the first argument is about, and the units that its row names: theirs is the act."""
    name = next(iter(said))
    model = ROWS.get(f"{deed.short} {name}", ROWS.get(name))
    row = apps.get_model(model)._base_manager.filter(pk=said[name]).first() if model else None
    if row is None:
        return matter, []
    units = [value for field, value in sorted(vars(row).items()) if field in UNITS and value]
    about = getattr(row, "matter", None)
    return (about if isinstance(about, Matter) else matter), units


@move(260)
def an_act_beside_the_state(town: Town) -> None:
    deed = town.dice.choice(deeds()[0])
    if deed.short in RARELY and town.dice.random() < 0.7:
        return
    do(town, deed)


@move(15)
def an_act_that_nobody_offered(town: Town) -> None:
    do(town, town.dice.choice(deeds()[1]))


@move(60)
def more_time(town: Town) -> None:
    """Extensions and pauses are asked for and decided on more often than by chance: they alone move an end."""
    names = ("ask", "approve", "approve", "refuse", "withdraw")
    name = town.dice.choice(names)
    do(town, next(one for one in deeds()[0] if one.full == f"flow.handling.timing {name}"))

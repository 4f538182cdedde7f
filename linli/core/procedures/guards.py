"""Named conditions that a step may ask for. Written in Python, named in the procedure file.

A guard returns a sentence that says why the step is not open to this actor, or nothing when it is. One that depends on
the time has a third parameter, keyword-only `now`; it is asked only where the time is known: always before the step.
"""

from collections.abc import Callable
from datetime import datetime
from functools import cache
from inspect import signature

from linli.core.matters.models import Matter
from linli.ground.people.actor import Actor

Guard = Callable[..., str]

_guards: dict[str, Guard] = {}


def guard(name: str) -> Callable[[Guard], Guard]:
    """Declare the guard that procedure files call `name`."""

    def declare(condition: Guard) -> Guard:
        _guards[name] = condition
        return condition

    return declare


def guard_named(name: str) -> Guard | None:
    return _guards.get(name)


def why_not(name: str, matter: Matter, actor: Actor, *, now: datetime | None) -> str:
    """Return why the guard called `name` keeps the step shut; "" where it does not, or cannot tell without the time."""
    condition = _guards.get(name)
    if condition is None:
        return ""
    if not _wants_time(condition):
        return condition(matter, actor)
    return condition(matter, actor, now=now) if now is not None else ""


@cache
def _wants_time(condition: Guard) -> bool:
    return "now" in signature(condition).parameters

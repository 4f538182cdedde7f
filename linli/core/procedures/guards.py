"""Named conditions that a step may ask for. Written in Python, named in the procedure file.

A guard returns a sentence that says why the step is not open to this actor, or nothing when it is.
"""

from collections.abc import Callable

from linli.core.matters.models import Matter
from linli.ground.people.actor import Actor

Guard = Callable[[Matter, Actor], str]

_guards: dict[str, Guard] = {}


def guard(name: str) -> Callable[[Guard], Guard]:
    """Declare the guard that procedure files call `name`."""

    def declare(condition: Guard) -> Guard:
        _guards[name] = condition
        return condition

    return declare


def guard_named(name: str) -> Guard | None:
    return _guards.get(name)

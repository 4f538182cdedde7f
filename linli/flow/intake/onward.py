"""What happens to a matter while it is being taken in. Intake does not know who comes next; they say so here.

What they do is written with the matter, in one transaction. Where they fail, the matter is taken in all the same, and
their follower does later what they could not do now.
"""

from datetime import datetime
from typing import Protocol

from linli.core.procedures.beginning import Beginning


class Onward(Protocol):
    def __call__(self, beginning: Beginning, *, now: datetime) -> None: ...


class WentWrong(Exception):
    """Somebody who comes next failed; the cause is the error."""


_onward: list[Onward] = []


def onward(act: Onward) -> Onward:
    """Declare what is done to a matter at once. It changes the beginning and writes nothing."""
    _onward.append(act)
    return act


def go_on(beginning: Beginning, *, now: datetime) -> None:
    """Let everybody do what they do at once. Raises WentWrong."""
    for act in _onward:
        try:
            act(beginning, now=now)
        except Exception as error:
            raise WentWrong from error

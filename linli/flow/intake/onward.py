"""What happens to a matter while it is being taken in. Intake does not know who comes next; they say so here.

What they do is written with the matter, in one transaction. Where they fail, the matter is taken in all the same, and
their follower does later what they could not do now. What must not wait for a follower is declared `always`: it is done
even where another failed.
"""

from datetime import datetime
from typing import Protocol

import structlog

from linli.core.procedures.beginning import Beginning


class Onward(Protocol):
    def __call__(self, beginning: Beginning, *, now: datetime) -> None: ...


class WentWrong(Exception):
    """Somebody who comes next failed; the cause is the error."""


_onward: list[Onward] = []
_always: list[Onward] = []
log = structlog.get_logger(__name__)


def onward(act: Onward) -> Onward:
    """Declare what is done to a matter at once. It changes the beginning and writes nothing."""
    _onward.append(act)
    return act


def always(act: Onward) -> Onward:
    """Declare what is done to every matter at once, after all others and even where one of them failed."""
    _always.append(act)
    return act


def go_on(beginning: Beginning, *, now: datetime) -> None:
    """Let everybody do what they do at once. Raises WentWrong."""
    for act in [*_onward, *_always]:
        try:
            act(beginning, now=now)
        except Exception as error:
            raise WentWrong from error


def at_least(beginning: Beginning, *, now: datetime) -> None:
    """Let only those act who always do; one who fails is logged, since a matter is taken in whatever happens."""
    for act in _always:
        try:
            act(beginning, now=now)
        except Exception:
            log.exception("intake.always_failed")

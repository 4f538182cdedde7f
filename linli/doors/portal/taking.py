"""A step taken by a resident, so that pressing twice does no more than pressing once."""

from collections.abc import Mapping
from datetime import datetime

from linli.core.matters.models import Matter
from linli.core.procedures.procedure import Step
from linli.core.procedures.taking import StaleMatter
from linli.doors.portal import queries
from linli.flow.outcomes.acts import act
from linli.ground.people.actor import Actor


def take(
    matter: Matter,
    step: Step,
    answers: Mapping[str, str],
    *,
    actor: Actor,
    now: datetime,
    version: int | None,
) -> None:
    """Take `step`. `version` is what the page showed: the same step with the same words is done already, and what others
    did meanwhile does not keep a resident from saying what they have to say.

    Raises what the action of the step raises.
    """
    try:
        act(matter, step.name, answers, actor=actor, now=now, version=version)
    except StaleMatter:
        if not is_done(matter, step, answers):
            act(matter, step.name, answers, actor=actor, now=now, version=None)


def is_done(matter: Matter, step: Step, answers: Mapping[str, str]) -> bool:
    """Tell whether the resident's latest act of this kind says exactly this."""
    last = queries.last_said(matter, step.verb)
    return last is not None and all(
        str(last.body.get(ask.name, "")) == answers.get(ask.name, "").strip() for ask in step.asks
    )

"""Linked matters, one answer: what was replied to the one that leads is offered to all, and each is answered by a person
as its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from linli.core.matters.models import Entry, Matter
from linli.core.procedures.answers import AnswersWrong
from linli.core.procedures.procedure import Step
from linli.core.procedures.taking import StaleMatter, StepNotOpen, open_steps, procedure_of
from linli.flow.handling.links import queries
from linli.flow.handling.links.queries import Tie
from linli.flow.outcomes.acts import act
from linli.ground.people.actor import Actor, Refused

REPLIED = "outcomes.replied"
MOST = 100


@dataclass(frozen=True)
class Offer:
    """A reply to the matter that leads, which may do for this one too."""

    lead: Matter
    text: str
    at: datetime


@dataclass(frozen=True)
class Answered:
    """What came of answering one of several matters; `why` it was not answered, "" when it was."""

    matter: Matter
    why: str = ""


def reply_of(matter: Matter) -> tuple[str, datetime] | None:
    """Return the last reply to a matter that the reader may see, and when it was given."""
    replies = Entry.objects.filter(subject=matter.id, verb=REPLIED).order_by("-seq")
    last = replies.first()
    return (str(last.body.get("text", "")), last.happened_at) if last else None


def offered(matter: Matter, lead: Matter | None) -> Offer | None:
    """Return the reply to `lead`, which the matter follows, where the matter itself still waits for one."""
    if lead is None or reply_step(matter) is None:
        return None
    said = reply_of(lead)
    return Offer(lead, *said) if said else None


def reply_step(matter: Matter) -> Step | None:
    """Return the step by which the matter is answered, if it is in a state from which it can be."""
    steps = procedure_of(matter).steps_from(matter.state)
    return next((step for step in steps if step.verb == REPLIED), None)


def waiting(lead: Matter, actor: Actor) -> Iterator[Tie]:
    """Yield those that follow `lead` and still wait for an answer that the actor may give."""
    for tie in queries.every_follower(lead, actor):
        if reply_step(tie.other) and any(step.verb == REPLIED for step in open_steps(tie.other, actor=actor)):
            yield tie


def reply_to_all(lead: Matter, *, text: str, actor: Actor, now: datetime) -> list[Answered]:
    """Answer every matter that follows `lead` with the same words, each by a step of its own, and say what came of each.

    What is answered or closed already is passed over. At most a hundred at once: the same again takes the next.
    """
    done: list[Answered] = []
    for tie in list(queries.every_follower(lead, actor)):
        step = reply_step(tie.other)
        if step is None:
            continue
        done.append(Answered(tie.other, _answer(tie.other, step.name, text, actor=actor, now=now)))
        if sum(not each.why for each in done) >= MOST:
            break
    return done


def _answer(matter: Matter, step: str, text: str, *, actor: Actor, now: datetime) -> str:
    """Return why the matter could not be answered; "" when it was."""
    try:
        act(matter, step, {"text": text}, actor=actor, now=now, version=matter.version)
    except Refused:
        return _("您没有答复这件事的权限，要由负责的单位答复。")
    except (AnswersWrong, StepNotOpen, StaleMatter) as wrong:
        return str(wrong)
    return ""

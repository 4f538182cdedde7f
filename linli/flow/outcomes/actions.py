"""How a matter ends: the answer, the stated outcome, the resident's rating, a second handling, a withdrawal."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from linli.core.matters.models import Entry
from linli.core.procedures.answers import AnswersWrong
from linli.core.procedures.taking import Change, take_step
from linli.ground.people.actor import Actor

SOLVED = "solved"


def reply(matter_id: UUID, *, text: str, actor: Actor, now: datetime, version: int | None = None) -> Entry:
    """Answer the resident, in the words they will read."""
    return take_step(matter_id, "reply", actor=actor, now=now, version=version, answers={"text": text})


def close(
    matter_id: UUID,
    *,
    outcome: str,
    reason: str = "",
    actor: Actor,
    now: datetime,
    version: int | None = None,
) -> Entry:
    """Close with a stated outcome. Anything but `solved` needs a reason; `not_ours` must say whose it is."""
    if outcome and outcome != SOLVED and not reason.strip():
        raise AnswersWrong(
            {"reason": _("没有全部解决的，请写明原因；不归我们管的，请写明归谁管、怎么找到他们。")}
        )
    answers = {"outcome": outcome, "reason": reason}
    change = Change(fields={"outcome": outcome}, says={})
    return take_step(
        matter_id, "close", actor=actor, now=now, version=version, answers=answers, change=change
    )


def rate(
    matter_id: UUID, *, solved: str, satisfied: str, text: str = "", actor: Actor, now: datetime
) -> Entry:
    """Rate how the matter was handled; the last rating counts."""
    answers = {"solved": solved, "satisfied": satisfied, "text": text}
    return take_step(matter_id, "rate", actor=actor, now=now, answers=answers)


def reopen(matter_id: UUID, *, reason: str, actor: Actor, now: datetime) -> Entry:
    """Ask for the matter to be handled again; it goes back to the unit that closed it, with a clock of its own."""
    return take_step(matter_id, "reopen", actor=actor, now=now, answers={"reason": reason})


def withdraw(matter_id: UUID, *, reason: str = "", actor: Actor, now: datetime) -> Entry:
    """Withdraw one's own matter. The record stays; the handling ends."""
    return take_step(matter_id, "withdraw", actor=actor, now=now, answers={"reason": reason})

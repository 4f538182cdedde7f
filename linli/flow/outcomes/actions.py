"""How a matter ends: the answer, the stated outcome, the resident's rating, a second handling, a withdrawal."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from linli.core.matters.models import Entry, Matter
from linli.core.procedures.answers import AnswersWrong
from linli.core.procedures.taking import Change, locked, step_on, take_step
from linli.flow.outcomes.commitments.actions import promise as promise_by
from linli.flow.outcomes.commitments.queries import has_open
from linli.flow.outcomes.story import DISSATISFIED
from linli.ground.people.actor import SYSTEM, Actor

SOLVED, PARTLY = "solved", "partly"


@transaction.atomic
def reply(
    matter_id: UUID,
    *,
    text: str,
    promise: str = "",
    promised_on: date | None = None,
    actor: Actor,
    now: datetime,
    version: int | None = None,
) -> Entry:
    """Answer the resident, in the words they will read; with `promise`, give a day by which something will be done."""
    answers = {
        "text": text,
        "promise": promise,
        "promised_on": promised_on.isoformat() if promised_on else "",
    }
    matter = locked(matter_id, actor=actor, sealed=True)
    entry = step_on(matter, "reply", actor=actor, now=now, version=version, answers=answers)
    if promise.strip() or promised_on:
        promise_by(matter_id, words=promise, promised_on=promised_on, actor=actor, now=now)
    return entry


def close(
    matter_id: UUID,
    *,
    outcome: str,
    reason: str = "",
    actor: Actor,
    now: datetime,
    version: int | None = None,
) -> Entry:
    """Close with a stated outcome. Anything but `solved` needs a reason; `not_ours` must say whose it is. What is partly
    solved may instead have a promise that runs.
    """
    is_promised = outcome == PARTLY and has_open(matter_id)
    if outcome and outcome != SOLVED and not reason.strip() and not is_promised:
        raise AnswersWrong(
            {"reason": _("没有全部解决的，请写明原因；不归我们管的，请写明归谁管、怎么找到他们。")}
        )
    answers = {"outcome": outcome, "reason": reason}
    change = Change(fields={"outcome": outcome}, says={})
    return take_step(
        matter_id, "close", actor=actor, now=now, version=version, answers=answers, change=change
    )


def rate(
    matter_id: UUID,
    *,
    solved: str,
    satisfied: str,
    text: str = "",
    actor: Actor,
    now: datetime,
    version: int | None = None,
) -> Entry:
    """Rate how the matter was handled; the last rating counts."""
    answers = {"solved": solved, "satisfied": satisfied, "text": text}
    return take_step(matter_id, "rate", actor=actor, now=now, version=version, answers=answers)


@transaction.atomic
def reopen(matter_id: UUID, *, reason: str, actor: Actor, now: datetime, version: int | None = None) -> Entry:
    """Ask for the matter to be handled again; it goes back to the unit that closed it, with a clock of its own.

    A resident may do so once, and then somebody else of the unit takes it up; the centre may as it decides.
    """
    matter = locked(matter_id, actor=actor, sealed=actor.kind != "resident")
    change = _to_others(matter) if actor.kind == "resident" else Change({}, {})
    answers = {"reason": reason}
    return step_on(matter, "reopen", actor=actor, now=now, version=version, answers=answers, change=change)


@transaction.atomic
def rework(matter_id: UUID, *, reason: str, now: datetime) -> Entry:
    """Let the matter be handled again, once, because its resident told a visitor that it is not right. Raises StepNotOpen."""
    matter = locked(matter_id, actor=SYSTEM)
    answers = {"reason": reason}
    return step_on(matter, "rework", actor=SYSTEM, now=now, answers=answers, change=_to_others(matter))


def _to_others(matter: Matter) -> Change:
    """Return the change that takes the matter out of the hands that had it, and names them."""
    former = [str(matter.handler_id)] if matter.handler_id else []
    says = {"because": DISSATISFIED, "former": former}
    return Change(fields={"handler": None, "offered_to": None}, says=says)


def keep_hands(
    matter_id: UUID, *, reason: str, actor: Actor, now: datetime, version: int | None = None
) -> Entry:
    """Decide, as who leads the unit, that the same person handles it again, since nobody else can; residents see why."""
    return take_step(
        matter_id, "keep_hands", actor=actor, now=now, version=version, answers={"reason": reason}
    )


def explain(matter_id: UUID, *, text: str, actor: Actor, now: datetime, version: int | None = None) -> Entry:
    """Decide, as who leads the centre, that it stays so, and tell the resident why and what remains open to them."""
    return take_step(matter_id, "explain", actor=actor, now=now, version=version, answers={"text": text})


def withdraw(
    matter_id: UUID, *, reason: str = "", actor: Actor, now: datetime, version: int | None = None
) -> Entry:
    """Withdraw one's own matter. The record stays; the handling ends."""
    return take_step(matter_id, "withdraw", actor=actor, now=now, version=version, answers={"reason": reason})

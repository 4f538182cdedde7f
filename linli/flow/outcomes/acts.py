"""Which action of the flow takes which step, for every door alike.

A step that no action knows, from a centre's own file, is taken as it is.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from linli.core.matters.models import Entry, Matter
from linli.core.procedures.taking import take_step
from linli.flow.handling import actions as handling
from linli.flow.outcomes import actions as outcomes
from linli.flow.outcomes.evidence import actions as evidence
from linli.flow.routing import actions as routing
from linli.ground.people.actor import Actor

Said = Mapping[str, Any]
Act = Callable[..., Entry]

ACTS: dict[str, tuple[Act, dict[str, str]]] = {
    "dispatch": (routing.dispatch, {"unit_id": "unit", "reason": "reason"}),
    "classify": (
        routing.classify,
        {"category_id": "category", "severity": "severity", "lesson": "suggested_by"},
    ),
    "claim": (handling.claim, {}),
    "assign": (handling.assign, {"staff_id": "staff", "note": "note"}),
    "reassign": (handling.assign, {"staff_id": "staff", "note": "note"}),
    "hand_over": (handling.hand_over, {"staff_id": "staff", "note": "note"}),
    "contact": (handling.contact, {"text": "text"}),
    "ask": (handling.ask, {"text": "text"}),
    "accept": (handling.accept, {}),
    "decline": (handling.decline, {"reason": "reason"}),
    "take_back": (handling.take_back, {"reason": "reason"}),
    "return": (handling.give_back, {"reason": "reason", "article": "article"}),
    "escalate": (handling.escalate, {"reason": "reason", "severity": "severity"}),
    "arbitrate": (handling.arbitrate, {"unit_id": "unit", "reason": "reason", "article": "article"}),
    "reply": (outcomes.reply, {"text": "text", "promise": "promise", "promised_on": "promised_on"}),
    "close": (outcomes.close, {"outcome": "outcome", "reason": "reason"}),
    "rate": (outcomes.rate, {"solved": "solved", "satisfied": "satisfied", "text": "text"}),
    "reopen": (outcomes.reopen, {"reason": "reason"}),
    "withdraw": (outcomes.withdraw, {"reason": "reason"}),
    "keep_hands": (outcomes.keep_hands, {"reason": "reason"}),
    "explain": (outcomes.explain, {"text": "text"}),
    "verify": (evidence.verify, {"how": "how", "text": "text"}),
    "refute": (evidence.refute, {"how": "how", "text": "text"}),
    "waive": (evidence.waive, {"reason": "reason"}),
}
IDS = ("unit_id", "staff_id", "category_id")
DAYS = ("promised_on",)


def declare(step: str, action: Act, names: dict[str, str]) -> None:
    """Say which action takes a step that a capability brings; `names`: the answer by each argument of the action.

    Called once, when the application starts. Raises ValueError where the step has an action already.
    """
    if step in ACTS:
        raise ValueError(f"two actions take the step {step}")
    ACTS[step] = (action, names)


def act(matter: Matter, step: str, said: Said, *, actor: Actor, now: datetime, version: int | None) -> Entry:
    """Take `step` with what was answered. Raises what the action raises; StaleMatter where `version` is not today's."""
    if step not in ACTS:
        return take_step(matter.id, step, actor=actor, now=now, version=version, answers=said)
    action, names = ACTS[step]
    given = {name: _value(name, said.get(ask, "")) for name, ask in names.items()}
    return action(matter.id, **given, actor=actor, now=now, version=version)


def _value(name: str, said: Any) -> Any:
    text = str(said).strip()
    if name in DAYS:
        return _day(text)
    if name not in IDS:
        return text
    try:
        return UUID(text) if text else None
    except ValueError:
        return UUID(int=0)


def _day(text: str) -> date | None:
    """Return the day, none where none was given; what is no day at all is one that no action takes."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return date.min

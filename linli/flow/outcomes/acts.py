"""Which action of the flow takes which step, for every door alike.

A step that no action knows, from a centre's own file, is taken as it is.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from linli.core.matters.models import Entry, Matter
from linli.core.procedures.taking import take_step
from linli.flow.handling import actions as handling
from linli.flow.outcomes import actions as outcomes
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
    "return": (handling.give_back, {"reason": "reason"}),
    "reply": (outcomes.reply, {"text": "text"}),
    "close": (outcomes.close, {"outcome": "outcome", "reason": "reason"}),
}
IDS = ("unit_id", "staff_id", "category_id")


def act(matter: Matter, step: str, said: Said, *, actor: Actor, now: datetime, version: int | None) -> Entry:
    """Take `step` with what was answered. Raises what the action raises; StaleMatter where `version` is not today's."""
    if step not in ACTS:
        return take_step(matter.id, step, actor=actor, now=now, version=version, answers=said)
    action, names = ACTS[step]
    given = {name: _value(name, said.get(ask, "")) for name, ask in names.items()}
    return action(matter.id, **given, actor=actor, now=now, version=version)


def _value(name: str, said: Any) -> Any:
    text = str(said).strip()
    if name not in IDS:
        return text
    try:
        return UUID(text) if text else None
    except ValueError:
        return UUID(int=0)

"""Speak with the resident, and with colleagues, about a matter."""

from datetime import datetime
from uuid import UUID

from linli.core.matters.models import Entry
from linli.core.procedures.taking import take_step
from linli.ground.people.actor import Actor


def contact(matter_id: UUID, *, text: str, actor: Actor, now: datetime, version: int | None = None) -> Entry:
    """Record that the resident was spoken to (先行联系)."""
    return take_step(matter_id, "contact", actor=actor, now=now, version=version, answers={"text": text})


def note(matter_id: UUID, *, text: str, actor: Actor, now: datetime) -> Entry:
    """Write something for colleagues; residents do not see it."""
    return take_step(matter_id, "note", actor=actor, now=now, answers={"text": text})


def ask(matter_id: UUID, *, text: str, actor: Actor, now: datetime, version: int | None = None) -> Entry:
    """Ask the resident for something that is missing. No clock stops: only an approved pause does that."""
    return take_step(matter_id, "ask", actor=actor, now=now, version=version, answers={"text": text})


def answer(matter_id: UUID, *, text: str, actor: Actor, now: datetime) -> Entry:
    """Answer the question, as the resident or, told by them, for them."""
    return take_step(matter_id, "answer", actor=actor, now=now, answers={"text": text})


def add(matter_id: UUID, *, text: str, actor: Actor, now: datetime) -> Entry:
    """Add something to one's own matter."""
    return take_step(matter_id, "add", actor=actor, now=now, answers={"text": text})

"""The ledger of an invented matter: a true chain, by the product's own hashing."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any, cast
from uuid import UUID

from bench.loading.lots import Life, key_of
from bench.loading.tables import Row, Table
from linli.core.matters.ledger.canonical import commit, entry_digest
from linli.core.matters.models import Entry

Act = tuple[str, str, dict[str, Any]]  # verb, step, what was said


@dataclass(slots=True)
class Written:
    """An entry as far as its digest looks at it; a model instance would cost several times as much."""

    id: UUID
    subject: UUID
    seq: int
    verb: str
    step: str
    actor_kind: str
    actor_id: UUID | None
    unit_id: UUID | None
    happened_at: datetime
    recorded_at: datetime
    commitment: bytes
    previous: bytes


def entries_of(life: Life, table: Table, dice: Random, *, names: dict[UUID, str], many: bool) -> list[Row]:
    """Return the entries of a matter as rows, each an hour after the one before; `many`: twelve, with the small ones."""
    rows, previous, moment = [], b"", life.received_at
    for seq, (verb, step, body) in enumerate(acts_of(life, names, many=many), start=1):
        salt = dice.randbytes(16)
        by_staff = seq > 3 and life.handler is not None
        entry = Written(
            id=key_of(moment, dice),
            subject=life.id,
            seq=seq,
            verb=f"sealed.{verb}" if life.is_sealed else verb,
            step=step,
            actor_kind="staff" if by_staff else "system" if seq > 1 else "resident",
            actor_id=life.handler[0] if by_staff and life.handler else None,
            unit_id=life.unit,
            happened_at=moment,
            recorded_at=moment,
            commitment=commit(salt, body),
            previous=previous,
        )
        previous = entry_digest(cast(Entry, entry))
        rows.append(
            table.row(
                id=entry.id,
                subject=entry.subject,
                seq=seq,
                verb=entry.verb,
                step=step,
                actor_kind=entry.actor_kind,
                actor_id=entry.actor_id,
                unit_id=entry.unit_id,
                happened_at=moment,
                recorded_at=moment,
                body=json.dumps(body, ensure_ascii=False),
                salt=salt,
                commitment=entry.commitment,
                previous=entry.previous,
                digest=previous,
            )
        )
        moment += timedelta(hours=1)
    return rows


def acts_of(life: Life, names: dict[UUID, str], *, many: bool) -> Iterator[Act]:
    """Yield what happened to the matter."""
    yield "intake.received", "", received(life)
    if many:
        yield (
            "clocks.started",
            "",
            {"clocks": [clock(life, "dispatch", "unit"), clock(life, "reply", "matter")]},
        )
    moves = list(zip(life.states, life.states[1:], strict=False))
    for was, becomes in moves:
        yield from MOVES[becomes](life, {"from": was, "to": becomes}, names)
        if many:
            yield "clocks.stopped", becomes, {**clock(life, "dispatch", "unit"), "late": False}
            if becomes == "handling":
                yield "clocks.started", "claim", {"clocks": [clock(life, "contact", "unit")]}
                yield "handling.noted", "note", {"from": becomes, "to": becomes, "text": life.answer}
        if becomes == "answered":
            body = {**clock(life, "reply", "matter"), "late": bool(life.was_late)}
            yield "clocks.stopped", "reply", body


def received(life: Life) -> dict[str, Any]:
    return {
        "kind": life.kind,
        "text": life.text,
        "channel": life.channel[1],
        "severity": life.severity,
        "place": life.place,
        "photos": 0,
        "submission": f"{life.id.int:064x}",
    }


def clock(life: Life, name: str, level: str) -> dict[str, Any]:
    return {
        "clock": name,
        "id": str(life.id),
        "level": level,
        "limit": "5 working_day",
        "source": "市民热线办理规定（示例）",
        "due_at": life.due_at.isoformat(),
        "provisional": False,
    }


def _routed(life: Life, move: dict[str, Any], names: dict[UUID, str]) -> Iterator[Act]:
    says = {"unit": str(life.unit), "unit_name": names[life.unit], "rule": "按责任清单", "article": ""}
    yield "routing.routed", "route", {**move, **says, "rule_id": "", "duty_id": ""}


def _claimed(life: Life, move: dict[str, Any], names: dict[UUID, str]) -> Iterator[Act]:
    yield "handling.claimed", "claim", {**move, "handler": life.handler[1] if life.handler else ""}


def _replied(life: Life, move: dict[str, Any], names: dict[UUID, str]) -> Iterator[Act]:
    yield "outcomes.replied", "reply", {**move, "text": life.answer}


def _closed(life: Life, move: dict[str, Any], names: dict[UUID, str]) -> Iterator[Act]:
    yield "outcomes.closed", "close", {**move, "outcome": "solved", "reason": ""}


MOVES = {"routed": _routed, "handling": _claimed, "answered": _replied, "closed": _closed}

"""The duty list of a draft: lines that it adds, lines that it wants otherwise, lines that shall end."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from linli.core.procedures.answers import AnswersWrong
from linli.flow.routing.laboratory.actions.opening import NoSuchRow, difference, opened, said, tell
from linli.flow.routing.laboratory.models import DUTY, Draft, DraftDuty
from linli.flow.routing.laboratory.queries.standing import not_over
from linli.flow.routing.models import Duty
from linli.ground.people.actor import Actor


@dataclass(frozen=True)
class NewLine:
    """A line for the duty list, or (with `base_id`) what a line that is there shall say instead."""

    category_id: UUID
    unit_id: UUID
    area_id: UUID | None = None
    severity: str = ""
    article: str = ""
    note: str = ""
    base_id: UUID | None = None


@transaction.atomic
def add_lines(draft_id: UUID, lines: Iterable[NewLine], *, actor: Actor, now: datetime) -> int:
    """Take lines into the draft; one that the draft or the list already has is left out. Returns how many were taken.

    Raises Refused, DraftClosed, AnswersWrong.
    """
    draft, taken = opened(draft_id, actor=actor), 0
    there = {_key(row) for row in draft.duties.filter(is_ended=False)}
    there |= {_key(row) for row in Duty.objects.filter(not_over(draft.based_on))}
    bases = set(draft.duties.exclude(base_id=None).values_list("base_id", flat=True))
    for line in lines:
        row = DraftDuty(draft=draft, **vars(line))
        if _key(row) in there or row.base_id in bases:
            continue
        _keep(draft, row, actor=actor, now=now)
        there.add(_key(row))
        bases |= {row.base_id} if row.base_id else set()
        taken += 1
    return taken


@transaction.atomic
def add_duty(draft_id: UUID, values: Mapping[str, Any], *, actor: Actor, now: datetime) -> DraftDuty:
    """Add one line. Raises Refused, DraftClosed, AnswersWrong."""
    draft = opened(draft_id, actor=actor)
    row = DraftDuty(draft=draft, **values)
    _keep(draft, row, actor=actor, now=now)
    return row


@transaction.atomic
def change_duty(
    draft_id: UUID,
    key: UUID,
    values: Mapping[str, Any],
    *,
    version: int | None = None,
    actor: Actor,
    now: datetime,
) -> DraftDuty:
    """Let a line say something else: `key` is one of the draft's own, or one of the list in force.

    Raises Refused, DraftClosed, DraftChanged, NoSuchRow, AnswersWrong.
    """
    draft = opened(draft_id, actor=actor, version=version)
    row = _row(draft, key)
    before, row.is_ended = said(row), False
    for name, value in values.items():
        setattr(row, name, value)
    _check(row)
    row.save()
    was, now_is = difference(before, said(row))
    tell(draft, "change_duty", str(row), before=was, after=now_is, actor=actor, now=now)
    return row


@transaction.atomic
def end_duty(draft_id: UUID, key: UUID, *, actor: Actor, now: datetime) -> None:
    """Let a line end with the publication; one that the draft itself added is gone at once."""
    draft = opened(draft_id, actor=actor)
    row = _row(draft, key)
    tell(draft, "end_duty", str(row), before=said(row), actor=actor, now=now)
    if row.base_id is None:
        row.delete()
    else:
        row.is_ended = True
        row.save()


@transaction.atomic
def restore_duty(draft_id: UUID, row_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Let a line of the list stand as it is in force. Raises Refused, DraftClosed, NoSuchRow."""
    draft = opened(draft_id, actor=actor)
    row = draft.duties.filter(id=row_id).exclude(base_id=None).first()
    if row is None:
        raise NoSuchRow
    tell(draft, "restore_duty", str(row), before=said(row), actor=actor, now=now)
    row.delete()


def _keep(draft: Draft, row: DraftDuty, *, actor: Actor, now: datetime) -> None:
    _check(row)
    row.save(force_insert=True)
    act = "change_duty" if row.base_id else "add_duty"
    tell(draft, act, str(row), after=said(row), actor=actor, now=now)


def _row(draft: Draft, key: UUID) -> DraftDuty:
    """Return the draft's own row; for a line of the list in force, a copy of it that is not yet kept."""
    row = draft.duties.filter(id=key).first() or draft.duties.filter(base_id=key).first()
    if row is not None:
        return row
    base = Duty.objects.filter(not_over(draft.based_on), id=key).first()
    if base is None:
        raise NoSuchRow
    return DraftDuty(draft=draft, base_id=base.id, **{name: getattr(base, name) for name in DUTY})


def _check(row: DraftDuty) -> None:
    try:
        row.clean_fields(exclude=["draft"])
    except ValidationError as error:
        errors = {name: " ".join(sentences) for name, sentences in error.message_dict.items()}
        raise AnswersWrong(errors) from error


def _key(row: Duty | DraftDuty) -> tuple[UUID, UUID | None, str, UUID]:
    return row.category_id, row.area_id, row.severity, row.unit_id

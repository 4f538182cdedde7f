"""The rules of a draft: add, change, end, let stand again, move up and down."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from linli.core.procedures.answers import AnswersWrong
from linli.flow.routing.laboratory.actions.opening import NoSuchRow, difference, opened, said, tell
from linli.flow.routing.laboratory.models import Draft, DraftRule
from linli.ground.people.actor import Actor

STEP = 10
LAST = 32_767


@transaction.atomic
def add_rule(draft_id: UUID, values: Mapping[str, Any], *, actor: Actor, now: datetime) -> DraftRule:
    """Add a rule, last where `values` name no place. Raises Refused, DraftClosed, AnswersWrong."""
    draft = opened(draft_id, actor=actor)
    places = draft.rules.order_by("-place").values_list("place", flat=True)
    last = min((places.first() or 0) + STEP, LAST)
    row = DraftRule(draft=draft, **{**values, "place": values.get("place") or last})
    _check(row)
    row.save(force_insert=True)
    tell(draft, "add_rule", row.sentence, after=said(row), actor=actor, now=now)
    return row


@transaction.atomic
def change_rule(
    draft_id: UUID,
    row_id: UUID,
    values: Mapping[str, Any],
    *,
    version: int | None = None,
    actor: Actor,
    now: datetime,
) -> DraftRule:
    """Change a rule of the draft. Raises Refused, DraftClosed, DraftChanged, NoSuchRow, AnswersWrong."""
    draft = opened(draft_id, actor=actor, version=version)
    row = _row(draft, row_id)
    before = said(row)
    for name, value in values.items():
        setattr(row, name, value)
    _check(row)
    was, now_is = difference(before, said(row))
    row.save()
    if now_is:
        tell(draft, "change_rule", row.sentence, before=was, after=now_is, actor=actor, now=now)
    return row


@transaction.atomic
def end_rule(draft_id: UUID, row_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Let a rule end with the publication; one that the draft itself added is gone at once."""
    draft = opened(draft_id, actor=actor)
    row = _row(draft, row_id)
    tell(draft, "end_rule", row.sentence, before=said(row), actor=actor, now=now)
    if row.base_id is None:
        row.delete()
    else:
        row.is_ended = True
        row.save(update_fields=["is_ended"])


@transaction.atomic
def restore_rule(draft_id: UUID, row_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Let a rule stand again as it is in force, whatever the draft wanted. Raises AnswersWrong where its place is taken."""
    draft = opened(draft_id, actor=actor)
    row = _row(draft, row_id)
    if row.base_id is None:
        raise NoSuchRow
    before, row.is_ended = said(row), False
    for name, value in row.original.items():
        setattr(row, name, value)
    _check(row)
    row.save()
    tell(draft, "restore_rule", row.sentence, before=before, after=said(row), actor=actor, now=now)


@transaction.atomic
def move_rule(
    draft_id: UUID, row_id: UUID, way: Literal["up", "down"], *, actor: Actor, now: datetime
) -> None:
    """Let a rule change places with the one before or after it; the first stays first, the last last."""
    draft = opened(draft_id, actor=actor)
    row = _row(draft, row_id)
    standing = [one for one in draft.rules.order_by("place", "id") if not one.is_ended]
    if row.id not in [one.id for one in standing]:
        raise NoSuchRow
    at = [one.id for one in standing].index(row.id)
    other_at = at - 1 if way == "up" else at + 1
    if not 0 <= other_at < len(standing):
        return
    other = standing[other_at]
    before = {"place": row.place}
    row.place, other.place = other.place, row.place
    row.save(update_fields=["place"])
    other.save(update_fields=["place"])
    tell(draft, "move_rule", row.sentence, before=before, after={"place": row.place}, actor=actor, now=now)


def _row(draft: Draft, row_id: UUID) -> DraftRule:
    row = draft.rules.filter(id=row_id).first()
    if row is None:
        raise NoSuchRow
    return row


def _check(row: DraftRule) -> None:
    errors = {}
    try:
        row.clean_fields(exclude=["draft", "original"])
    except ValidationError as error:
        errors = {name: " ".join(sentences) for name, sentences in error.message_dict.items()}
    others = DraftRule.objects.filter(draft=row.draft, is_ended=False, place=row.place).exclude(id=row.id)
    if other := others.first():
        errors["place"] = _("这个次序上已有“%(rule)s”，请换一个。") % {"rule": other.sentence}
    if errors:
        raise AnswersWrong(errors)

"""Publish a draft from a day on, and take it back: each row by the registers, so that the ledger tells every change."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, cast
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.core.matters import ledger
from linli.core.registers import actions as registers
from linli.core.registers import declaration
from linli.core.registers.queries import Change
from linli.flow.routing.laboratory.actions.opening import opened
from linli.flow.routing.laboratory.models import DUTY, Draft, DraftDuty, DraftRule, rule_fields
from linli.flow.routing.laboratory.queries.standing import changed_since, is_as_it_was, mark
from linli.flow.routing.models import Duty, Rule
from linli.ground.look.wording import day
from linli.ground.people.actor import Actor

DAY = timedelta(days=1)
MODELS: Mapping[str, type[Rule] | type[Duty]] = {"rules": Rule, "duties": Duty}


class NotPublishable(Exception):
    """The draft cannot be published so; the message says why and what to do."""


class BaseChanged(Exception):
    """The rules in force are no longer those that the draft was made from; `changes` are what was changed since."""

    def __init__(self, changes: list[Change]) -> None:
        super().__init__(
            _("起草之后，现行的规则或责任清单被改过。请核对下面的改动，把草稿改到现行规则上，再发布。")
        )
        self.changes = changes


@dataclass(frozen=True)
class Wish:
    """What shall become of one row: `base` ends, `values` begin; either may be missing."""

    register: str
    base: Rule | Duty | None
    values: Mapping[str, Any] | None


@transaction.atomic
def publish(draft_id: UUID, *, on: date, version: int | None = None, actor: Actor, now: datetime) -> Draft:
    """Let the draft hold from the day `on`: what it replaces ends the day before. All of it or nothing.

    Raises Refused, DraftClosed, DraftChanged, BaseChanged, NotPublishable.
    """
    draft = opened(draft_id, actor=actor, version=version)
    if on < timezone.localdate(now):
        raise NotPublishable(_("生效日期不能早于今天。"))
    if not is_as_it_was(draft):
        raise BaseChanged(changed_since(draft.based_at))
    wishes = list(wishes_of(draft))
    if not wishes:
        raise NotPublishable(_("草稿和现行规则一样，没有可以发布的改动。"))
    for wish in wishes:
        if wish.base is not None:
            _end(wish, on=on, actor=actor, now=now)
    draft.written = [_begin(wish, on=on, actor=actor, now=now) for wish in wishes]
    draft.published_at, draft.published_by_id, draft.in_force_on = now, actor.staff_id, on
    draft.version += 1
    draft.save()
    body = {"draft_name": draft.name, "on": on.isoformat(), "rows": len(wishes), "reason": draft.reason}
    ledger.record(draft.id, "routing.published", actor=actor, now=now, body=body)
    return draft


def wishes_of(draft: Draft) -> Iterator[Wish]:
    """Yield what the draft wants otherwise than it is, rules first."""
    rules = [row for row in draft.rules.order_by("place", "id") if row.is_changed]
    duties = list(draft.duties.select_related("category", "area", "unit"))
    yield from _wishes("rules", rules)
    yield from _wishes("duties", duties)


def _wishes(register: str, rows: list[DraftRule] | list[DraftDuty]) -> Iterator[Wish]:
    bases = MODELS[register].objects.in_bulk([row.base_id for row in rows if row.base_id])
    for row in rows:
        base = bases.get(row.base_id) if row.base_id else None
        values = rule_fields(row) if isinstance(row, DraftRule) else _duty_fields(row)
        yield Wish(register, base, None if row.is_ended else values)


def _duty_fields(row: DraftDuty) -> dict[str, Any]:
    return {name: getattr(row, name) for name in DUTY}


def _end(wish: Wish, *, on: date, actor: Actor, now: datetime) -> None:
    base = wish.base
    if base is None or (base.valid_to and base.valid_to < on):
        return
    if base.valid_from and base.valid_from >= on:
        words = _("“%(row)s”要到%(day)s才生效，不能在那天或那天以前改它。请把生效日期定在那天以后。")
        raise NotPublishable(words % {"row": base, "day": day(base.valid_from)})
    registers.retire(declaration.named(wish.register), base, on=on - DAY, actor=actor, now=now)


def _begin(wish: Wish, *, on: date, actor: Actor, now: datetime) -> dict[str, Any]:
    """Write the new row and return what taking back needs to know."""
    base = wish.base
    until = base.valid_to if base else None
    kept = {
        "register": wish.register,
        "old": str(base.pk) if base else None,
        "until": until.isoformat() if until else None,
    }
    if wish.values is None or (until and until < on):
        return kept
    register = declaration.named(wish.register)
    values = {**wish.values, "valid_from": on, "valid_to": until}
    row = cast(Rule | Duty, registers.add(register, values, actor=actor, now=now))
    return {**kept, "new": str(row.pk), "mark": mark(row)}

"""Take a published draft back: before it is in force it never comes; afterwards, what was before holds again."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.core.matters import ledger
from linli.core.registers import actions as registers
from linli.core.registers import declaration
from linli.flow.routing.laboratory.access import demand_edit
from linli.flow.routing.laboratory.actions.publishing import MODELS
from linli.flow.routing.laboratory.models import DUTY, Draft, rule_fields
from linli.flow.routing.laboratory.queries.standing import mark
from linli.flow.routing.models import Duty, Rule
from linli.ground.people.actor import Actor

DAY = timedelta(days=1)


class NotTakenBack(Exception):
    """The publication cannot be taken back so; the message says why and what to do."""


@transaction.atomic
def take_back(draft_id: UUID, *, on: date | None = None, actor: Actor, now: datetime) -> Draft:
    """Let what was before the publication hold again from the day `on`; one not yet in force never comes.

    Raises Refused, NotTakenBack, Draft.DoesNotExist.
    """
    demand_edit(actor)
    draft, today = Draft.objects.select_for_update().get(id=draft_id), timezone.localdate(now)
    if draft.in_force_on is None or draft.taken_back_at is not None:
        raise NotTakenBack(_("这份草稿没有发布，或者已经撤回。"))
    _check_untouched(draft)
    if draft.in_force_on > today:
        on = draft.in_force_on
        _cancel(draft, today=today, actor=actor, now=now)
    else:
        on = _earliest(draft, today) if on is None else on
        _restore(draft, on=on, today=today, actor=actor, now=now)
    draft.taken_back_at, draft.taken_back_by_id, draft.taken_back_on = now, actor.staff_id, on
    draft.version += 1
    draft.save()
    body = {"draft_name": draft.name, "on": on.isoformat(), "rows": len(draft.written)}
    ledger.record(draft.id, "routing.taken_back", actor=actor, now=now, body=body)
    return draft


def earliest(draft: Draft, *, today: date) -> date | None:
    """Return the first day from which what was before can hold again; None: the publication is not in force yet."""
    if draft.in_force_on is None or draft.in_force_on > today:
        return None
    return _earliest(draft, today)


def _earliest(draft: Draft, today: date) -> date:
    assert draft.in_force_on is not None  # noqa: S101 - told by who calls
    return max(today, draft.in_force_on + DAY)


def _cancel(draft: Draft, *, today: date, actor: Actor, now: datetime) -> None:
    for kept in draft.written:
        if row := _row(kept, "new"):
            registers.withdraw(declaration.named(kept["register"]), row, on=today, actor=actor, now=now)
    for kept in draft.written:
        if row := _row(kept, "old"):
            values = {"valid_to": _until(kept)}
            registers.change(declaration.named(kept["register"]), row, values, actor=actor, now=now)


def _restore(draft: Draft, *, on: date, today: date, actor: Actor, now: datetime) -> None:
    if on < _earliest(draft, today):
        raise NotTakenBack(
            _("最早从今天起恢复。") if on < today else _("规则今天刚生效，最早明天恢复原来的规则。")
        )
    for kept in draft.written:
        row = _row(kept, "new")
        if row and not (row.valid_to and row.valid_to < on):
            registers.retire(declaration.named(kept["register"]), row, on=on - DAY, actor=actor, now=now)
    for kept in draft.written:
        old, until = _row(kept, "old"), _until(kept)
        if old and not (until and until < on):
            values = {**_fields(old), "valid_from": on, "valid_to": until}
            registers.add(declaration.named(kept["register"]), values, actor=actor, now=now)


def _check_untouched(draft: Draft) -> None:
    """Refuse where somebody changed since what the publication wrote: then nobody knows what "before" is."""
    for kept in draft.written:
        new, old = _row(kept, "new"), _row(kept, "old")
        if kept.get("new") and (new is None or mark(new) != kept["mark"]):
            raise NotTakenBack(
                _("发布之后，“%(row)s”又被改过。请先撤回后来的改动，或另起一份草稿。") % {"row": new or ""}
            )
        if old is not None and not kept.get("new") and old.valid_to != _ended(draft, kept):
            raise NotTakenBack(
                _("发布之后，“%(row)s”又被改过。请先撤回后来的改动，或另起一份草稿。") % {"row": old}
            )


def _ended(draft: Draft, kept: dict[str, Any]) -> date | None:
    until = _until(kept)
    last = draft.in_force_on - DAY if draft.in_force_on else None
    return min(until, last) if until and last else last


def _row(kept: dict[str, Any], which: str) -> Rule | Duty | None:
    key = kept.get(which)
    return MODELS[kept["register"]].objects.filter(pk=key).first() if key else None


def _until(kept: dict[str, Any]) -> date | None:
    return date.fromisoformat(kept["until"]) if kept["until"] else None


def _fields(row: Rule | Duty) -> dict[str, Any]:
    return rule_fields(row) if isinstance(row, Rule) else {name: getattr(row, name) for name in DUTY}

"""Drafts: make one from what is in force, drop it, set it anew upon what is in force by now."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.core.matters import ledger
from linli.core.procedures.answers import AnswersWrong
from linli.flow.routing.laboratory.access import demand_edit
from linli.flow.routing.laboratory.actions.opening import opened, tell
from linli.flow.routing.laboratory.models import Draft, DraftRule, rule_fields
from linli.flow.routing.laboratory.queries.standing import digest, not_over, rules_to_draft
from linli.flow.routing.models import Duty, Rule
from linli.ground.people.actor import Actor

LONGEST_NAME, LONGEST_REASON = 60, 300


@transaction.atomic
def draft_rules(name: str, *, reason: str = "", actor: Actor, now: datetime) -> Draft:
    """Make a draft: a copy of the rules that hold or are to hold. Raises Refused, AnswersWrong."""
    demand_edit(actor)
    name, reason = name.strip(), reason.strip()
    if not 1 <= len(name) <= LONGEST_NAME:
        raise AnswersWrong({"name": _("请给草稿起个名字，最多60个字。")})
    if len(reason) > LONGEST_REASON:
        raise AnswersWrong({"reason": _("理由最多写300个字。")})
    on = timezone.localdate(now)
    draft = Draft(name=name, reason=reason, made_at=now, made_by_id=actor.staff_id, based_on=on)
    draft.based_at, draft.digest = now, digest(on=on)
    draft.save(force_insert=True)
    DraftRule.objects.bulk_create(_copy(draft, rule) for rule in rules_to_draft(on=on))
    ledger.record(
        draft.id, "routing.drafted", actor=actor, now=now, body={"draft_name": name, "reason": reason}
    )
    return draft


@transaction.atomic
def drop(draft_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Put a draft away. Raises Refused, DraftClosed."""
    draft = opened(draft_id, actor=actor)
    tell(draft, "drop", draft.name, actor=actor, now=now)
    draft.dropped_at = now
    draft.save(update_fields=["dropped_at"])


@transaction.atomic
def set_upon_present(draft_id: UUID, *, actor: Actor, now: datetime) -> Draft:
    """Set the draft upon what is in force by now: what it left alone follows, what it changed stays changed.

    A rule that it changed and that is over by now becomes a new one; so does a line. Raises Refused, DraftClosed.
    """
    draft, on = opened(draft_id, actor=actor), timezone.localdate(now)
    originals = {row.base_id: row for row in draft.rules.exclude(base_id=None)}
    present = {rule.id: rule for rule in rules_to_draft(on=on)}
    for base_id, row in originals.items():
        if base_id in present:
            _follow(row, present[base_id])
        elif row.is_ended or not row.is_changed:
            row.delete()
        else:
            row.base_id, row.original = None, {}
            row.save()
    DraftRule.objects.bulk_create(_copy(draft, rule) for rule in present.values() if rule.id not in originals)
    _leave_lines_that_are_over(draft, on=on)
    draft.based_on, draft.based_at, draft.digest = on, now, digest(on=on)
    draft.save()
    tell(draft, "set_upon_present", draft.name, actor=actor, now=now)
    return draft


def _copy(draft: Draft, rule: Rule) -> DraftRule:
    fields = rule_fields(rule)
    return DraftRule(draft=draft, base_id=rule.id, original=fields, **fields)


def _follow(row: DraftRule, rule: Rule) -> None:
    if not row.is_changed:
        for name, value in rule_fields(rule).items():
            setattr(row, name, value)
    row.original = rule_fields(rule)
    row.save()


def _leave_lines_that_are_over(draft: Draft, *, on: date) -> None:
    there = set(Duty.objects.filter(not_over(on)).values_list("id", flat=True))
    for row in draft.duties.exclude(base_id=None):
        if row.base_id in there:
            continue
        if row.is_ended:
            row.delete()
        else:
            row.base_id = None
            row.save(update_fields=["base_id"])

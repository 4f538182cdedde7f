"""Raise, ring, take and settle alerts."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.core.matters import ledger
from linli.core.matters.models import Matter
from linli.core.procedures.taking import StepNotOpen, locked
from linli.core.registers.provisions import provision
from linli.flow.handling.alerts.kinds import CLOCKS, URGENT
from linli.flow.handling.alerts.models import Alert
from linli.flow.handling.alerts.queries import LEAD, TAKE_UP, lead_of, meant, meant_for
from linli.ground.people.actor import SYSTEM, Actor, Refused
from linli.ground.people.models import Unit
from linli.ground.people.queries import duty_unit
from linli.ground.prepared import PreparedUpdate

BATCH = 200
LAST = datetime.max.replace(tzinfo=UTC)


def alert(
    matter_id: UUID,
    *,
    kind: str,
    key: str,
    now: datetime,
    says: Mapping[str, Any] | None = None,
    unit: Unit | None = None,
    staff_id: UUID | None = None,
    permission: str = "",
    rings: bool = False,
) -> None:
    """Alert a member of staff, or whoever holds `permission` in `unit` ("" = all of it), in the caller's transaction.

    With neither it is the centre's duty post. Once for each `key`: a second time does nothing, also after it was settled.
    """
    row = made(matter_id, kind, key, says or {}, unit, staff_id, permission, rings=rings, now=now)
    Alert.objects.bulk_create([row], ignore_conflicts=True)


def made(
    matter_id: UUID,
    kind: str,
    key: str,
    says: Mapping[str, Any],
    unit: Unit | None,
    staff_id: UUID | None,
    permission: str,
    *,
    rings: bool,
    now: datetime,
) -> Alert:
    """Return the alert, unsaved."""
    if unit is None and staff_id is None:
        unit, permission = duty_unit(on=timezone.localdate(now)), permission or TAKE_UP
    return Alert(
        matter_id=matter_id,
        kind=kind,
        key=key,
        says=dict(says),
        unit=unit,
        staff_id=staff_id,
        permission=permission,
        meant=meant_for(staff_id, unit.id if unit else None, permission),
        rings=rings,
        raised_at=now,
        next_ring_at=now + _pause(now) if rings else None,
    )


def alert_lead(
    matter_id: UUID, *, unit: Unit, kind: str, key: str, now: datetime, says: Mapping[str, Any] | None = None
) -> None:
    """Alert whoever leads `unit`; where nobody does, whoever leads the next unit up that has somebody."""
    leading = lead_of(unit.id, on=timezone.localdate(now))
    meant_unit = unit if leading == unit.id else Unit.objects.get(id=leading)
    alert(matter_id, kind=kind, key=key, says=says, unit=meant_unit, permission=LEAD, now=now)


def settle_alerts(matter_id: UUID, *, kind: str | None = None, key: str | None = None, now: datetime) -> int:
    """End the open alerts of a matter, of one kind or all; in the caller's transaction. Returns how many."""
    waiting = Alert.objects.filter(matter_id=matter_id, settled_at=None)
    if kind is not None:
        waiting = waiting.filter(kind=kind)
    if key is not None:
        waiting = waiting.filter(key=key)
    return waiting.update(settled_at=now, next_ring_at=None)


def settle_calls(matter_id: UUID, *, now: datetime, before: datetime | None = None) -> int:
    """End what called because the matter was urgent or a clock of it had run down: somebody has acted.

    `before`: only what called earlier than that. Returns how many.
    """
    return _settle_calls(matter_id, before or LAST, now)


def calling(matter_ids: Iterable[UUID]) -> set[UUID]:
    """Return those of the matters for which such a call waits."""
    waiting = Alert.objects.filter(matter__in=list(matter_ids), kind__in=(URGENT, *CLOCKS), settled_at=None)
    return set(waiting.values_list("matter_id", flat=True))


def _calls(matter_id: UUID, before: datetime, now: datetime) -> tuple[QuerySet[Alert], dict[str, Any]]:
    waiting = Alert.objects.filter(matter_id=matter_id, kind__in=(URGENT, *CLOCKS), settled_at=None)
    return waiting.filter(raised_at__lt=before), {"settled_at": now, "next_ring_at": None}


_settle_calls = PreparedUpdate(_calls)


@transaction.atomic
def take(alert_id: UUID, *, actor: Actor, now: datetime) -> Alert:
    """Answer an alert: "I have it". It is settled, with all of its kind about this matter, and the ledger says who it was.

    Raises Refused (not meant for the actor, or not theirs to see), StepNotOpen (somebody was quicker).
    """
    found = meant(actor).filter(id=alert_id).first()
    if found is None:
        raise Refused
    matter = locked(found.matter_id, actor=actor)
    row = Alert.objects.select_for_update().get(id=alert_id)
    if row.settled_at is not None:
        raise StepNotOpen(_("这个提醒已经有人处理了。"))
    row.taken_by_id, row.taken_at = actor.staff_id, now
    row.save(update_fields=["taken_by", "taken_at"])
    settle_alerts(matter.id, kind=row.kind, now=now)
    body = {"kind": row.kind, "waited": int((now - row.raised_at).total_seconds())}
    unit_id = actor.acting_for(row.unit_id or matter.unit_id)
    ledger.record(matter.id, "handling.alert_answered", actor=actor, now=now, body=body, unit_id=unit_id)
    return row


@transaction.atomic
def dismiss(alert_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Put away a quiet alert that one has read. One that rings has to be taken. Raises Refused, StepNotOpen."""
    found = meant(actor).filter(id=alert_id).first()
    if found is None:
        raise Refused
    if found.rings:
        raise StepNotOpen(_("急事的提醒要有人接手才会停。"))
    Alert.objects.filter(id=alert_id, settled_at=None).update(settled_at=now)


def ring(*, now: datetime, limit: int = BATCH) -> int:
    """Ring again what rings and was not taken; after as many rings as the rule says, whoever leads is alerted too.

    Each ring once, also by two workers; what was missed during an outage rings once, not as often as it was missed.
    """
    come = Alert.objects.filter(settled_at=None, next_ring_at__lte=now).order_by("next_ring_at", "id")
    return sum(_ring_one(row, now=now) for row in list(come[:limit]))


def recall(*, now: datetime) -> int:
    """Let ring soon what was to ring later than anything ever does: the clock was set back since. Returns how many."""
    far = Alert.objects.filter(settled_at=None, next_ring_at__gt=now + 2 * _pause(now))
    return far.update(next_ring_at=now)


@transaction.atomic
def _ring_one(row: Alert, *, now: datetime) -> int:
    """Ring one; the matter is locked first, as everywhere, so that nobody waits for each other."""
    matter = Matter.objects.visible_to(SYSTEM).select_for_update(of=("self",)).get(id=row.matter_id)
    claimed = Alert.objects.filter(id=row.id, settled_at=None, next_ring_at=row.next_ring_at)
    if not claimed.update(rung=row.rung + 1, next_ring_at=now + _pause(now)):
        return 0
    if row.rung + 1 == provision("alerts.rings", on=timezone.localdate(now)) and row.permission != LEAD:
        _raise_to_lead(row, matter, now=now)
    return 1


def _raise_to_lead(row: Alert, matter: Matter, *, now: datetime) -> None:
    """Alert whoever leads the unit that did not answer, and say so on the matter, which the caller has locked."""
    unit = row.unit or Unit.objects.get(id=matter.unit_id)
    leading = Unit.objects.get(id=lead_of(unit.id, on=timezone.localdate(now)))
    up = made(row.matter_id, row.kind, f"{row.key}:up", row.says, leading, None, LEAD, rings=True, now=now)
    Alert.objects.bulk_create([up], ignore_conflicts=True)
    body = {"kind": row.kind, "unit": str(leading.id), "unit_name": leading.name, "rung": row.rung + 1}
    ledger.record(row.matter_id, "handling.alert_raised", actor=SYSTEM, now=now, body=body)


def _pause(now: datetime) -> timedelta:
    return timedelta(minutes=provision("alerts.ring_minutes", on=timezone.localdate(now)))

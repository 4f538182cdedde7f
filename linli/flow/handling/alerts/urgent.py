"""An urgent matter calls the duty post, and the unit that has it, until somebody takes it up."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from linli.core.matters import ledger
from linli.core.matters.models import Matter, Severity
from linli.core.procedures.beginning import Beginning
from linli.flow.handling.alerts.actions import alert, made, settle_alerts
from linli.flow.handling.alerts.kinds import URGENT
from linli.flow.handling.alerts.models import Alert
from linli.flow.handling.alerts.queries import TAKE_UP
from linli.ground.people.actor import SYSTEM
from linli.ground.people.models import Unit
from linli.ground.people.queries import duty_unit

KIND = URGENT


def called_at_intake(beginning: Beginning, *, now: datetime) -> None:
    """Let an urgent matter call while it is being taken in; writes nothing."""
    matter = beginning.matter
    if matter.severity != Severity.URGENT:
        return
    units = called(matter, now=now)
    beginning.beside += [_made(matter, unit, str(matter.id), now=now) for unit in units]
    beginning.happenings.append(
        ledger.Happening("handling.alerted", {"kind": KIND, "unit_name": _names(units)}, actor=SYSTEM)
    )


def call(matter: Matter, cause: UUID, *, now: datetime) -> None:
    """Call for an urgent matter once more because of an entry (`cause`), which came to another unit or became urgent.

    In the caller's transaction; what called before for it is settled. Doing it twice for one cause is doing it once.
    """
    units = called(matter, now=now)
    keys = [f"{KIND}:{cause}:{unit.id}" for unit in units]
    if Alert.objects.filter(key__in=keys).exists():
        return
    settle_alerts(matter.id, kind=KIND, now=now)
    for unit, key in zip(units, keys, strict=True):
        alert(matter.id, kind=KIND, key=key, unit=unit, permission=TAKE_UP, rings=True, now=now)
    body = {"kind": KIND, "unit_name": _names(units)}
    ledger.record(matter.id, "handling.alerted", actor=SYSTEM, now=now, body=body)


def was_called_for(matter: Matter) -> bool:
    """Tell whether the matter has ever called as an urgent one."""
    return Alert.objects.filter(matter=matter, kind=KIND).exists()


def called(matter: Matter, *, now: datetime) -> list[Unit]:
    """Return who is called: the unit that has the matter, and the duty post, each once."""
    units = [matter.unit, duty_unit(on=timezone.localdate(now))]
    return list({unit.id: unit for unit in units}.values())


def _made(matter: Matter, unit: Unit, cause: str, *, now: datetime) -> Alert:
    return made(matter.id, KIND, f"{KIND}:{cause}:{unit.id}", {}, unit, None, TAKE_UP, rings=True, now=now)


def _names(units: Iterable[Unit]) -> str:
    return "、".join(unit.name for unit in units)

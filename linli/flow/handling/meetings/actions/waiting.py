"""The list of hard matters that wait for a conference (待会商): rows come and go, the caller holds the matter's lock."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from linli.core.matters import ledger
from linli.core.matters.models import Matter, Severity
from linli.flow.handling.alerts.actions import alert, settle_alerts
from linli.flow.handling.meetings.access import HOLD
from linli.flow.handling.meetings.models import AgendaItem, Awaiting, MeetingKind, Progress
from linli.ground.people.actor import Actor
from linli.ground.people.queries import duty_unit

KIND = "meetings.awaited"


def end_waiting(ids: Iterable[UUID], *, why: str, now: datetime) -> None:
    """Take matters off the list."""
    ids = list(ids)
    Awaiting.objects.filter(matter__in=ids, ended_at=None).update(ended_at=now, ended_why=why)
    for matter_id in ids:
        settle_alerts(matter_id, kind=KIND, now=now)


def begin_waiting(matter: Matter, *, actor: Actor, now: datetime) -> bool:
    """Put a matter on the list, tell it, and call who holds meetings; tells whether it was not there."""
    row = Awaiting(matter=matter, since=now)
    if Awaiting.objects.filter(matter=matter, ended_at=None).exists():
        return False
    row.save(force_insert=True)
    ledger.record(matter.id, "handling.conference_awaited", actor=actor, now=now)
    centre = duty_unit(on=timezone.localdate(now))
    says = {"title": matter.title[:40]}
    alert(matter.id, kind=KIND, key=f"{KIND}:{row.id}", says=says, unit=centre, permission=HOLD, now=now)
    return True


def wait_again(matters: Sequence[Matter], *, actor: Actor, now: datetime) -> None:
    """Put those on the list again that are hard and have no conference any more."""
    for matter in matters:
        if is_hard(matter) and not has_conference(matter.id):
            begin_waiting(matter, actor=actor, now=now)


def is_hard(matter: Matter) -> bool:
    return matter.is_open and matter.severity == Severity.HARD


def has_conference(matter_id: UUID) -> bool:
    """Tell whether a conference is planned for the matter, or was held about it."""
    items = AgendaItem.objects.filter(matter=matter_id, meeting__kind=MeetingKind.CONFERENCE)
    return items.exclude(meeting__progress=Progress.CANCELLED).exists()

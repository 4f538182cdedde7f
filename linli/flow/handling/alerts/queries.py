"""Which alerts are meant for whom; never one about a matter that the reader may not see."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import sha256
from uuid import UUID

from django.db.models import QuerySet

from linli.core.matters.beside import of_matters_seen
from linli.flow.handling.alerts.models import Alert
from linli.ground.people.actor import Actor
from linli.ground.people.models import Posting, Role, Unit
from linli.ground.people.queries.dates import valid_on
from linli.ground.prepared import Prepared
from linli.lib.kept import kept

TAKE_UP = "handling.claim"
LEAD = "alerts.lead"
MOST = 100


@dataclass(frozen=True)
class Bell:
    """What the bell shows: how many are open (at most `MOST`), and how many of them ring.

    The stamp of those that ring changes whenever one rings again or another one joins; "" where none does.
    """

    count: int
    ringing: int
    stamp: str

    @property
    def is_more(self) -> bool:
        return self.count >= MOST


def meant_for(staff_id: UUID | None = None, unit_id: UUID | None = None, permission: str = "") -> str:
    """Return the mark by which an alert finds who is meant."""
    return f"s{staff_id}" if staff_id else f"u{unit_id}:{permission}"


def marks_of(actor: Actor) -> list[str]:
    """Return all marks under which alerts may be meant for the actor."""
    if actor.staff_id is None:
        return []
    marks = [meant_for(actor.staff_id)]
    for grant in actor.grants:
        marks += [meant_for(unit_id=grant.unit_id, permission=name) for name in ("", *grant.permissions)]
    return sorted(set(marks))


def meant(actor: Actor) -> QuerySet[Alert]:
    """Return the alerts meant for the actor, open or not, about matters that they may see."""
    return Alert.objects.filter(of_matters_seen(actor), meant__in=marks_of(actor))


def open_alerts(actor: Actor) -> QuerySet[Alert]:
    """Return what calls for the actor now: what rings first, then the newest."""
    waiting = meant(actor).filter(settled_at=None)
    return waiting.select_related("matter", "unit", "staff").order_by("-rings", "-id")


def bell(actor: Actor) -> Bell:
    """Return what the bell shows. One query, over at most `MOST` rows."""
    rows = _waiting_for(actor)()
    ringing = [(alert_id, rung) for alert_id, rings, rung in rows if rings]
    stamp = sha256(repr(ringing).encode()).hexdigest()[:12] if ringing else ""
    return Bell(len(rows), len(ringing), stamp)


@lru_cache(maxsize=200)
def _waiting_for(actor: Actor) -> Prepared[tuple[UUID, bool, int]]:
    """Return the question by which the bell is hung, which stands on every page: composed once for each actor."""

    def waiting() -> "QuerySet[Alert, tuple[UUID, bool, int]]":
        rows = meant(actor).filter(settled_at=None).order_by("-rings", "-id")
        return rows.values_list("id", "rings", "rung")[:MOST]

    return Prepared(waiting)


@kept
def lead_of(unit_id: UUID, *, on: date) -> UUID:
    """Return the nearest unit, this one or one above it, in which somebody leads on `on`; the unit itself if none does."""
    current: UUID | None = unit_id
    seen: set[UUID] = set()
    roles = [role.id for role in Role.objects.all() if LEAD in role.permissions]
    while current is not None and current not in seen:
        if _is_held(current, roles, on):
            return current
        seen.add(current)
        current = Unit.objects.filter(id=current).values_list("parent_id", flat=True).first()
    return unit_id


def _is_held(unit_id: UUID, roles: Iterable[UUID], on: date) -> bool:
    held = Posting.objects.filter(valid_on(on), post__unit=unit_id, post__role__in=roles)
    return held.filter(staff__is_active=True).exists()

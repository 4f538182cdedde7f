"""How many accusations came and how far they are: numbers by month, for whoever may know them, each by their own eyes.

Whoever is recused from an accusation gets the numbers of a world in which it was never brought (信访工作条例 2022, arts 30 and
46(5)): the rows are narrowed before anything is counted. Nothing of it is kept, published or broken down further.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from linli.capabilities.petitions.figures.counting.stretches import Stretch
from linli.core.clocks.models import Clock
from linli.core.matters.models import Entry, Matter, Recusal
from linli.core.matters.sealed.recusal import marks_against
from linli.ground.people.actor import SYSTEM, Actor, Refused

SEE = "petitions.figures_sealed"
CONCLUDED = frozenset({"concluded", "closed"})
TRANSFERRED = "sealed.petitions.transferred"


@dataclass(frozen=True)
class Month:
    """`told`: whose petitioner was told in time; `tell_due`: told, or the time is over."""

    key: str
    received: int = 0
    transferred: int = 0
    tell_due: int = 0
    told: int = 0
    concluded: int = 0


def accusations(stretch: Stretch, *, actor: Actor) -> QuerySet[Matter]:
    """Return the sealed matters of a stretch from which the actor is not recused: to be counted, never to be shown.

    Raises Refused for who may not know their number.
    """
    if not actor.may(SEE):
        raise Refused(SEE)
    between = {"received_at__gte": stretch.starts_at, "received_at__lt": stretch.ends_at}
    rows = Matter.objects.visible_to(SYSTEM, sealed=True).filter(
        is_sealed=True, petition__isnull=False, **between
    )
    recused = Recusal.objects.filter(matter=OuterRef("pk"), mark__in=marks_against(actor))
    return rows.exclude(Exists(recused))


def months(stretch: Stretch, *, actor: Actor, now: datetime) -> list[Month]:
    """Return the numbers of each month of a stretch. Raises Refused."""
    rows = accusations(stretch, actor=actor)
    ids = rows.values("id")
    passed = set(Entry.objects.filter(subject__in=ids, verb=TRANSFERRED).values_list("subject", flat=True))
    late, due = _told(Clock.objects.filter(matter__in=ids, name__in=("register", "tell")), now)
    sums: Counter[tuple[str, str]] = Counter()
    for key, state, received_at in rows.values_list("id", "state", "received_at"):
        month = f"{timezone.localdate(received_at):%Y-%m}"
        sums[month, "received"] += 1
        sums[month, "transferred"] += key in passed
        sums[month, "concluded"] += state in CONCLUDED
        sums[month, "tell_due"] += key in due
        sums[month, "told"] += key in due and key not in late
    names = ("received", "transferred", "tell_due", "told", "concluded")
    return [Month(month, *(sums[month, name] for name in names)) for month in stretch.months]


def _told(rows: QuerySet[Clock], now: datetime) -> tuple[set[UUID], set[UUID]]:
    """Return the matters with a time for telling that ran out, and those told, or to be told by now."""
    late, running, seen = set[UUID](), set[UUID](), set[UUID]()
    for matter, due_at, stopped_at, was_late in rows.values_list(
        "matter", "due_at", "stopped_at", "was_late"
    ):
        seen.add(matter)
        if was_late or (stopped_at is None and due_at <= now):
            late.add(matter)
        if stopped_at is None:
            running.add(matter)
    return late, (seen - running) | late


def whole(rows: Iterable[Month]) -> Month:
    """Return the sum of all months."""
    found = list(rows)
    return Month(
        "",
        sum(row.received for row in found),
        sum(row.transferred for row in found),
        sum(row.tell_due for row in found),
        sum(row.told for row in found),
        sum(row.concluded for row in found),
    )

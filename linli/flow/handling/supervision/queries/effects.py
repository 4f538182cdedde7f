"""What supervision brought about: of those issued in a time, how many were answered in time, and how many matters solved."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Avg, Count, DurationField, ExpressionWrapper, F, Q
from django.db.models.functions import TruncMonth

from linli.flow.handling.supervision.models import Supervision
from linli.flow.handling.supervision.queries.reading import CONDITIONS, Filters
from linli.ground.people.actor import Actor

COUNTED = (
    "issued",
    "answered",
    "in_time",
    "late",
    "unanswered",
    "sent_back",
    "escalated",
    "closed",
    "solved",
)


@dataclass(frozen=True)
class Effect:
    """Sums of one unit, or of all (`unit` None). `days` is the mean from issue to the first answer, in days."""

    unit: UUID | None
    name: str
    counts: dict[str, int]
    days: float | None


def total(filters: Filters, *, actor: Actor) -> Effect:
    """Return the sums over what the filters cover. One query."""
    row = _rows(filters, actor).aggregate(**SUMS)
    return _effect(None, "", row)


def by_unit(filters: Filters, *, actor: Actor) -> list[Effect]:
    """Return the sums of each unit, the most supervised first. One query."""
    rows = _rows(filters, actor).values("addressee", "addressee__name").annotate(**SUMS)
    return [_effect(row["addressee"], row["addressee__name"], row) for row in rows.order_by("-sum_issued")]


def by_month(filters: Filters, *, actor: Actor) -> dict[date, Effect]:
    """Return the sums of each month in which something was issued. One query."""
    rows = _rows(filters, actor).annotate(month=TruncMonth("issued_at")).values("month").annotate(**SUMS)
    return {row["month"].date().replace(day=1): _effect(None, "", row) for row in rows.order_by("month")}


def _rows(filters: Filters, actor: Actor) -> Any:
    return Supervision.objects.visible_to(actor).filter(filters.condition()).order_by()


_TAKEN = ExpressionWrapper(F("first_answered_at") - F("issued_at"), output_field=DurationField())
SUMS = {
    **{f"sum_{name}": Count("id", filter=CONDITIONS[name] or None) for name in COUNTED},
    "mean": Avg(_TAKEN, filter=Q(first_answered_at__isnull=False)),
}


def _effect(unit: UUID | None, name: str, row: Mapping[str, Any]) -> Effect:
    mean = row["mean"]
    days = round(mean / timedelta(days=1), 1) if isinstance(mean, timedelta) else None
    counts = {one: row[f"sum_{one}"] or 0 for one in COUNTED}
    return Effect(unit, name, counts, days)

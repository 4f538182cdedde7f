"""Figures: sums over months by one dimension, each with the matters behind it. Read from the tallies alone."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet, Sum
from django.utils.translation import gettext as _

from linli.core import capability
from linli.core.matters.models import Category, Channel
from linli.flow.statistics.measures import MEASURES
from linli.flow.statistics.models import Tally
from linli.ground.people.actor import Actor, Refused
from linli.ground.people.models import Unit
from linli.ground.places.models import Area, Cell

SEE = "statistics.see"
DIMENSIONS = ("unit", "category", "channel", "kind", "town", "village", "cell")
FEWEST_SHOWN = 5


@dataclass(frozen=True)
class Rate:
    """A rate with what it is made of; without a denominator there is no rate."""

    name: str
    numerator: int
    denominator: int

    @property
    def share(self) -> float | None:
        return self.numerator / self.denominator if self.denominator else None

    @property
    def percent(self) -> str:
        return "—" if self.share is None else f"{self.share:.1%}"


@dataclass(frozen=True)
class Row:
    """The sums of one value of a dimension. `key` opens its list."""

    key: str
    label: str
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def rates(self) -> tuple[Rate, ...]:
        """Return the rates: answered in time, contacted in time (响应率), said to be solved (解决率), satisfied (满意率)."""
        count = self.counts
        return (
            Rate("in_time", count["in_time"], count["answered"]),
            Rate("contacted_in_time", count["contacted_in_time"], count["contacted"]),
            Rate("said_solved", count["said_solved"], count["rated"]),
            Rate("satisfied", count["satisfied"], count["rated"]),
        )


@dataclass(frozen=True)
class Months:
    """A span of months, both ends included, each as year × 100 + month."""

    first: int
    last: int

    @classmethod
    def until(cls, day: date, *, count: int = 12) -> "Months":
        """Return the `count` months that end with the month of `day`."""
        ordinal = day.year * 12 + day.month - count
        return cls(ordinal // 12 * 100 + ordinal % 12 + 1, day.year * 100 + day.month)


def total(months: Months, *, actor: Actor) -> Row:
    """Return the sums over all that the actor's figures cover."""
    rows = _rows_of(actor, months)
    return Row("", _("合计"), _summed(rows))


def trend(months: Months, *, actor: Actor) -> list[Row]:
    """Return the sums of each month, oldest first."""
    grouped = sorted(_grouped(_rows_of(actor, months), by="month"), key=lambda row: row["month"])
    return [
        Row(str(row["month"]), f"{row['month'] // 100}-{row['month'] % 100:02d}", _counts(row))
        for row in grouped
    ]


def table(dimension: str, months: Months, *, actor: Actor, limit: int = 500) -> list[Row]:
    """Return the sums by the values of `dimension`, the largest first. Raises Refused where the actor may not see it."""
    rows = Tally.objects.filter(dimension=dimension, month__range=(months.first, months.last))
    whole, units = _reach(actor)
    if not whole:
        if dimension != "unit":
            raise Refused(SEE)
        rows = rows.filter(key__in=[str(unit) for unit in units])
    grouped = _grouped(rows, by="key")[:limit]
    names = _names(dimension, [row["key"] for row in grouped])
    return [Row(row["key"], names.get(row["key"], row["key"]), _counts(row)) for row in grouped]


def public_table(dimension: str, months: Months) -> list[Row]:
    """Return the sums of `dimension` that anyone may see; values with fewer than five matters are put together."""
    rows = Tally.objects.filter(dimension=dimension, month__range=(months.first, months.last))
    grouped = _grouped(rows, by="key")
    names = _names(dimension, [row["key"] for row in grouped])
    shown: list[Row] = []
    rest: Counter[str] = Counter()
    for row in grouped:
        if row["sum_received"] >= FEWEST_SHOWN:
            shown.append(Row(row["key"], names.get(row["key"], row["key"]), _counts(row)))
        else:
            rest += _counts(row)
    if rest["received"] >= FEWEST_SHOWN:
        shown.append(Row("", _("其他"), rest))
    return shown


def public_total(months: Months) -> Row:
    rows = Tally.objects.filter(dimension="all", month__range=(months.first, months.last))
    return Row("", _("合计"), _summed(rows))


def public_trend(months: Months) -> list[Row]:
    rows = Tally.objects.filter(dimension="all", month__range=(months.first, months.last)).order_by("month")
    return [
        Row(
            str(row.month),
            f"{row.month // 100}-{row.month % 100:02d}",
            Counter({m: getattr(row, m) for m in MEASURES}),
        )
        for row in rows
    ]


def counted_in(measure: str) -> Q:
    """Return the condition on matters that count in `measure`: the list behind a figure. Raises KeyError."""
    if measure not in MEASURES:
        raise KeyError(measure)
    return Q(**{f"fact__measures__{measure}__gte": 1})


def _rows_of(actor: Actor, months: Months) -> QuerySet[Tally]:
    """Return the rows that add up to what the actor may see: everything, or the sums of their units."""
    rows = Tally.objects.filter(month__range=(months.first, months.last))
    whole, units = _reach(actor)
    if whole:
        return rows.filter(dimension="all")
    return rows.filter(dimension="unit", key__in=[str(unit) for unit in units])


def _reach(actor: Actor) -> tuple[bool, Iterable[UUID]]:
    grants = actor.granting(SEE)
    if actor.kind != "system" and not grants:
        raise Refused(SEE)
    whole = actor.kind == "system" or any(grant.reach == "centre" for grant in grants)
    if whole:
        return True, ()
    towns = {town for grant in grants for town in grant.town_ids}
    villages = {village for grant in grants for village in grant.village_ids}
    own = {grant.unit_id for grant in grants}
    inside = Unit.objects.filter(Q(area__in=towns) | Q(area__parent__in=towns) | Q(area__in=villages))
    return False, own | set(inside.exclude(kind="department").values_list("id", flat=True))


def _grouped(rows: QuerySet[Tally], *, by: str) -> list[dict[str, Any]]:
    """Return the sums by one column, the largest first."""
    columns = {f"sum_{name}": Sum(name) for name in MEASURES}
    grouped: list[dict[str, Any]] = list(rows.values(by).annotate(**columns).order_by())
    return sorted(grouped, key=lambda row: (-row["sum_received"], str(row[by])))


def _counts(row: dict[str, Any]) -> Counter[str]:
    return Counter({name: row[f"sum_{name}"] or 0 for name in MEASURES})


def _summed(rows: QuerySet[Tally]) -> Counter[str]:
    return _counts(rows.aggregate(**{f"sum_{name}": Sum(name) for name in MEASURES}))


def _names(dimension: str, keys: list[str]) -> dict[str, str]:
    if dimension == "kind":
        return _kind_names()
    model = {"unit": Unit, "category": Category, "channel": Channel, "cell": Cell}.get(dimension, Area)
    return {
        str(key): name for key, name in model._default_manager.filter(id__in=keys).values_list("id", "name")
    }


def _kind_names() -> dict[str, str]:
    return {kind.code: str(kind.label) for each in capability.every() for kind in each.kinds}

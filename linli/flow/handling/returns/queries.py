"""Figures of returns: between which units matters go to and fro, and which return how many. Only what the reader may see."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, QuerySet

from linli.core.matters.beside import of_matters_seen
from linli.core.matters.models import Matter
from linli.flow.handling.returns.models import Hop, How
from linli.ground.people.actor import Actor
from linli.ground.people.models import Unit


@dataclass(frozen=True)
class Pair:
    """Two units and how many matters went to and fro between them."""

    one: Unit
    other: Unit
    matters: int


@dataclass(frozen=True)
class Returning:
    """A unit and how many matters it returned."""

    unit: Unit
    matters: int


def pairs(actor: Actor, *, since: date, until: date) -> list[Pair]:
    """Return the pairs of the months from `since` to `until` (first days), the most matters first. Two queries."""
    rows = _seen(actor, since, until).filter(one__isnull=False).values_list("one", "other")
    counted = list(rows.annotate(n=Count("matter", distinct=True)).order_by("-n", "one", "other"))
    units = Unit.objects.in_bulk({key for one, other, _n in counted for key in (one, other)})
    return [Pair(units[one], units[other], n) for one, other, n in counted]


def returning(actor: Actor, *, since: date, until: date) -> list[Returning]:
    """Return which units returned matters in those months, the most first. Two queries."""
    rows = _seen(actor, since, until).filter(how=How.RETURN).values_list("sender")
    counted = list(rows.annotate(n=Count("matter", distinct=True)).order_by("-n", "sender"))
    units = Unit.objects.in_bulk({key for key, _n in counted})
    return [Returning(units[key], n) for key, n in counted]


def by_month(actor: Actor, *, since: date, until: date) -> dict[date, tuple[int, int]]:
    """Return, by month, how many matters were returned and how many went to and fro. Two queries."""
    seen = _seen(actor, since, until)
    returned = dict(_per_month(seen.filter(how=How.RETURN)))
    to_and_fro = dict(_per_month(seen.filter(one__isnull=False)))
    return {month: (returned.get(month, 0), to_and_fro.get(month, 0)) for month in {*returned, *to_and_fro}}


def matters_behind(
    actor: Actor,
    *,
    since: date,
    until: date,
    pair: tuple[UUID, UUID] | None = None,
    sender: UUID | None = None,
    is_returned: bool = False,
) -> QuerySet[Matter]:
    """Return the matters that a number counts, the newest first: those of a pair, those that a unit returned, all that
    were returned (`is_returned`), else all that went to and fro.
    """
    hops = Hop.objects.filter(month__gte=since, month__lte=until)
    if pair is not None:
        one, other = sorted(pair)
        hops = hops.filter(one=one, other=other)
    elif sender is not None:
        hops = hops.filter(how=How.RETURN, sender=sender)
    elif is_returned:
        hops = hops.filter(how=How.RETURN)
    else:
        hops = hops.filter(one__isnull=False)
    return (
        Matter.objects.visible_to(actor).filter(id__in=hops.values("matter")).order_by("-received_at", "-id")
    )


def names_of(unit_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return what these units are called."""
    return dict(Unit.objects.filter(id__in=list(unit_ids)).values_list("id", "name"))


def _seen(actor: Actor, since: date, until: date) -> QuerySet[Hop]:
    return Hop.objects.filter(of_matters_seen(actor), month__gte=since, month__lte=until)


def _per_month(hops: QuerySet[Hop]) -> list[tuple[date, int]]:
    return list(hops.values_list("month").annotate(n=Count("matter", distinct=True)).order_by("month"))

"""Write facts and sums: for a few matters as they change, or all anew from the ledger."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import reduce
from operator import or_
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from linli.core.matters.models import Matter
from linli.flow.statistics.facts import Place, Sums, add_up, facts_of
from linli.flow.statistics.measures import MEASURES
from linli.flow.statistics.models import Fact, Tally, Turn
from linli.ground.people.actor import SYSTEM

CHUNK = 2_000
FACT_COLUMNS = [field.attname for field in Fact._meta.concrete_fields if not field.primary_key]

Progress = Callable[[int], object]


@transaction.atomic
def recount(subjects: Sequence[UUID]) -> None:
    """Bring facts and sums of these matters up to the ledger."""
    _take_turn()
    old = {fact.matter_id: fact for fact in Fact.objects.filter(matter__in=subjects)}
    new = facts_of(subjects)
    sums: Sums = {}
    add_up(old.values(), sums=sums, sign=-1)
    add_up(new, sums=sums)
    _keep_facts(new)
    _add_to_tallies({place: row for place, row in sums.items() if any(row.values())})


def _take_turn() -> None:
    Turn.objects.get_or_create(name="tallies")
    Turn.objects.select_for_update().get(name="tallies")


def _keep_facts(facts: Sequence[Fact]) -> None:
    Fact.objects.bulk_create(
        facts, update_conflicts=True, unique_fields=["matter"], update_fields=FACT_COLUMNS, batch_size=CHUNK
    )


def _add_to_tallies(sums: Sums) -> None:
    kept = {(row.dimension, row.month, row.key): row for row in _tallies(sums)}
    changed = [kept.get(place) or _blank(place) for place in sums]
    for tally in changed:
        for name, count in sums[tally.dimension, tally.month, tally.key].items():
            setattr(tally, name, getattr(tally, name) + count)
    _keep_tallies(changed)


def _tallies(sums: Sums) -> Iterator[Tally]:
    by_dimension: dict[tuple[str, int], list[str]] = {}
    for dimension, month, key in sums:
        by_dimension.setdefault((dimension, month), []).append(key)
    if not by_dimension:
        return
    wanted = [
        Q(dimension=dimension, month=month, key__in=keys) for (dimension, month), keys in by_dimension.items()
    ]
    for start in range(0, len(wanted), 50):
        yield from Tally.objects.filter(reduce(or_, wanted[start : start + 50]))


def _blank(place: Place) -> Tally:
    dimension, month, key = place
    return Tally(dimension=dimension, month=month, key=key)


def _keep_tallies(tallies: Sequence[Tally]) -> None:
    Tally.objects.bulk_create(
        tallies,
        update_conflicts=True,
        unique_fields=["dimension", "month", "key"],
        update_fields=list(MEASURES),
        batch_size=500,
    )


@transaction.atomic
def rebuild(*, progress: Progress = lambda done: None) -> int:
    """Throw facts and sums away and count everything anew from the ledger. Returns how many matters were counted."""
    _take_turn()
    Fact.objects.all().delete()
    Tally.objects.all().delete()
    sums: Sums = {}
    counted = 0
    for subjects in _all_matters():
        facts = facts_of(subjects)
        Fact.objects.bulk_create(facts, batch_size=CHUNK)
        add_up(facts, sums=sums)
        counted += len(facts)
        progress(len(facts))
    _keep_tallies([_filled(place, row) for place, row in sums.items()])
    return counted


def differences(*, progress: Progress = lambda done: None) -> list[str]:
    """Count everything anew without writing, and say what differs from what is kept; nothing should."""
    found: list[str] = []
    sums: Sums = {}
    for subjects in _all_matters():
        facts = facts_of(subjects)
        kept = Fact.objects.in_bulk(subjects, field_name="matter_id")
        found += [f"fact {fact.matter_id}" for fact in facts if not _same(kept.get(fact.matter_id), fact)]
        add_up(facts, sums=sums)
        progress(len(facts))
    right = {place: {name: count for name, count in row.items() if count} for place, row in sums.items()}
    kept_sums = {
        (row.dimension, row.month, row.key): {name: n for name in MEASURES if (n := getattr(row, name))}
        for row in Tally.objects.iterator(chunk_size=CHUNK)
    }
    places = right.keys() | kept_sums.keys()
    return found + [
        f"tally {place}" for place in sorted(places) if right.get(place, {}) != kept_sums.get(place, {})
    ]


def _same(kept: Fact | None, right: Fact) -> bool:
    return kept is not None and all(getattr(kept, name) == getattr(right, name) for name in FACT_COLUMNS)


def _filled(place: Place, row: Counter[str]) -> Tally:
    tally = _blank(place)
    for name, count in row.items():
        setattr(tally, name, count)
    return tally


def _all_matters() -> Iterator[list[UUID]]:
    last: UUID | None = None
    while True:
        rows = Matter.objects.visible_to(SYSTEM).order_by("id")
        chunk = list((rows.filter(id__gt=last) if last else rows).values_list("id", flat=True)[:CHUNK])
        if not chunk:
            return
        yield chunk
        last = chunk[-1]

"""Keep facts and sums up with the ledger: for a few matters as they change, or all anew."""

from collections.abc import Callable, Sequence
from uuid import UUID

from django.db import transaction

from linli.core.matters.models import Delivery
from linli.flow.statistics.facts import FACT_COLUMNS, Counted, Sums, add_up, all_facts, facts_of
from linli.flow.statistics.keeping import (
    add_to_tallies,
    copy_facts,
    kept_sums,
    let_plans_fit,
    replace_facts,
    sums_of_facts,
)
from linli.flow.statistics.measures import MEASURES
from linli.flow.statistics.models import Fact, Tally, Turn

CHUNK = 5_000
FOLLOWER = "statistics.facts"

Progress = Callable[[int], object]


@transaction.atomic
def recount(subjects: Sequence[UUID]) -> None:
    """Bring facts and sums of these matters up to the ledger."""
    _take_turn()
    old, new = _changed(facts_of(subjects))
    sums: Sums = {}
    add_up(old, sums=sums, sign=-1)
    add_up(new, sums=sums)
    replace_facts(new)
    add_to_tallies(sums)


@transaction.atomic
def rebuild(*, progress: Progress = lambda done: None) -> int:
    """Throw facts and sums away and count everything anew from the ledger. Returns how many matters were counted."""
    _take_turn()
    Fact.objects.all().delete()
    Tally.objects.all().delete()
    counted = 0
    for facts in all_facts(chunk=CHUNK):
        copy_facts(facts)
        counted += len(facts)
        progress(len(facts))
    add_to_tallies(sums_of_facts())
    let_plans_fit()
    return counted


def differences(*, progress: Progress = lambda done: None) -> list[str]:
    """Count everything anew without writing, and say what differs from what is kept; nothing should.

    May run while the centre works: what differs is looked at again with the turn taken, and a matter of which an entry
    still waits to be counted is left to the worker.
    """
    suspects: list[UUID] = []
    for facts in all_facts(chunk=CHUNK):
        suspects += [fact.matter_id for fact in _changed(facts)[1]]
        progress(len(facts))
    with transaction.atomic():
        _take_turn()
        sums, found = sums_of_facts(), []
        for start in range(0, len(suspects), CHUNK):
            old, wrong = _changed(_settled(facts_of(suspects[start : start + CHUNK])))
            add_up(old, sums=sums, sign=-1)
            add_up(wrong, sums=sums)
            found += [f"fact {fact.matter_id}" for fact in wrong]
        return found + _unlike(sums, kept_sums())


def _settled(facts: Sequence[Counted]) -> list[Counted]:
    """Return the facts of matters of which no entry waits to be counted."""
    waiting = Delivery.objects.filter(
        follower=FOLLOWER, entry__subject__in=[fact.matter_id for fact in facts]
    )
    subjects = set(waiting.values_list("entry__subject", flat=True))
    return [fact for fact in facts if fact.matter_id not in subjects]


def _unlike(right: Sums, kept: Sums) -> list[str]:
    nothing = [0] * len(MEASURES)
    places = sorted(right.keys() | kept.keys())
    return [f"tally {place}" for place in places if right.get(place, nothing) != kept.get(place, nothing)]


def _changed(facts: Sequence[Counted]) -> tuple[list[Counted], list[Counted]]:
    """Return what is kept of those facts that are kept otherwise or not at all, and those facts."""
    rows = Fact.objects.filter(matter__in=[fact.matter_id for fact in facts]).values_list(*FACT_COLUMNS)
    kept = {row[0]: Counted.of(row) for row in rows}
    changed = [fact for fact in facts if kept.get(fact.matter_id) != fact]
    return [kept[fact.matter_id] for fact in changed if fact.matter_id in kept], changed


def _take_turn() -> None:
    Turn.objects.get_or_create(name="tallies")
    Turn.objects.select_for_update().get(name="tallies")

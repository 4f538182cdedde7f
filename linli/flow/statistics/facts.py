"""Turn matters into facts: which sums each adds to, and what it adds."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import tzinfo
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Case, Q, QuerySet, When
from django.utils import timezone

from linli.core.matters.models import Entry, Matter
from linli.flow.statistics.measures import MEASURES, TELLING, Said, measure
from linli.ground.people.actor import SYSTEM

# What starts a clock may have given the matter to another unit, or opened it again: each step that does either starts one,
# whatever the capability calls it.
COUNTED = (
    *TELLING, "intake.received", "routing.routed", "routing.dispatched", "routing.classified", "routing.arbitrated",
    "handling.escalated", "clocks.started",
)  # fmt: skip
SAYING = tuple(verb for verb in TELLING if not verb.startswith("handling.") and verb != "outcomes.replied")

# Most clocks that stop were in time, and say nothing that counts unless they were those of contact.
COUNTING = Q(verb__in=[verb for verb in TELLING if verb != "clocks.stopped"]) | Q(
    Q(body__late=True) | Q(body__clock="contact"), verb="clocks.stopped"
)


Counts = tuple[int, ...]
Place = tuple[str, str, int, str]
Sums = dict[Place, list[int]]


class Counted(NamedTuple):
    """The fact of one matter, in the order of the table's columns; `counts` in the order of MEASURES."""

    matter_id: UUID
    month: int
    kind: str
    channel_id: UUID
    category_id: UUID | None
    unit_id: UUID
    town_id: UUID | None
    village_id: UUID | None
    cell_id: UUID | None
    counts: Counts

    @property
    def flat(self) -> tuple[Any, ...]:
        return (*self[:-1], *self.counts)

    @classmethod
    def of(cls, columns: Sequence[Any]) -> "Counted":
        """Return the fact from its columns as they are kept (FACT_COLUMNS)."""
        size = len(FACT_COLUMNS) - len(MEASURES)
        return cls._make((*columns[:size], tuple(columns[size:])))


FACT_COLUMNS = (*Counted._fields[:-1], *MEASURES)
MATTER_COLUMNS = ("id", "received_at", "is_open", *Counted._fields[2:-1])

# The sums kept: within what, by what. A village's cells add up to no more than the village, so nothing is kept within it.
KEPT: dict[str, tuple[str, ...]] = {
    "": ("all", "kind", "channel", "category", "unit", "town", "village", "cell"),
    "town": ("kind", "channel", "category", "unit"),
    "unit": ("kind", "channel", "category", "town", "village"),
}


def column_of(dimension: str) -> str:
    """Return the column of a fact that holds a dimension."""
    return dimension if dimension == "kind" else f"{dimension}_id"


def facts_of(subjects: Sequence[UUID]) -> list[Counted]:
    """Return the facts of these matters as the ledger has them now, in two queries."""
    matters = Matter.objects.visible_to(SYSTEM).filter(id__in=subjects)
    return _counted(matters, Q(subject__in=subjects))


def all_facts(*, chunk: int) -> Iterator[list[Counted]]:
    """Yield the facts of all matters, `chunk` at a time, each chunk in two walks along an index."""
    last: UUID | None = None
    while True:
        rows = Matter.objects.visible_to(SYSTEM).order_by("id")
        ids = (rows.filter(id__gt=last) if last else rows).values_list("id", flat=True)
        end = ids[chunk - 1 : chunk].first() or ids.last()
        if end is None:
            return
        begun = Q(id__gt=last) if last else Q()
        told = Q(subject__gt=last) if last else Q()
        yield _counted(rows.filter(begun, id__lte=end), told & Q(subject__lte=end))
        last = end


def _counted(matters: QuerySet[Matter], told: Q) -> list[Counted]:
    said: dict[UUID, list[Said]] = defaultdict(list)
    body = Case(When(verb__in=SAYING, then="body"), default=None)
    rows = Entry.objects.filter(told, COUNTING).order_by("subject", "seq").annotate(says=body)
    for subject, verb, says, step in rows.values_list("subject", "verb", "says", "step"):
        said[subject].append(Said(verb, says or {}, step))
    zone = timezone.get_current_timezone()
    return [_fact(row, said.get(row[0], ()), zone) for row in matters.values_list(*MATTER_COLUMNS)]


def _fact(row: Sequence[Any], entries: Iterable[Said], zone: tzinfo) -> Counted:
    matter_id, received_at, is_open, *values = row
    received = received_at.astimezone(zone)
    counts = tuple(measure(entries, is_open=is_open).values())
    return Counted._make((matter_id, received.year * 100 + received.month, *values, counts))


def places_of(fact: Counted) -> Iterator[Place]:
    """Yield each sum to which a fact adds; what has no category, no town … adds to the key ""."""
    for scope, dimensions in KEPT.items():
        within = getattr(fact, column_of(scope)) if scope else ""
        if within is None:
            continue
        for dimension in dimensions:
            value = getattr(fact, column_of(dimension)) if dimension != "all" else ""
            yield str(within), dimension, fact.month, str(value or "")


def add_up(facts: Iterable[Counted], *, sums: Sums, sign: int = 1) -> None:
    """Add facts to `sums`, or take them away."""
    for fact in facts:
        for place in places_of(fact):
            row = sums.setdefault(place, [0] * len(MEASURES))
            for index, count in enumerate(fact.counts):
                if count:
                    row[index] += sign * count

"""Turn matters into facts and facts into sums."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

from django.utils import timezone

from linli.core.matters.models import Entry, Matter
from linli.flow.statistics.measures import MEASURES, Said, measure
from linli.flow.statistics.models import Fact
from linli.ground.people.actor import SYSTEM

COUNTED = (
    "intake.received",
    "intake.imported",
    "clocks.stopped",
    "clocks.breached",
    "routing.routed",
    "routing.dispatched",
    "handling.returned",
    "outcomes.replied",
    "outcomes.closed",
    "outcomes.withdrawn",
    "outcomes.reopened",
    "outcomes.rated",
)
COLUMNS = (
    "id",
    "received_at",
    "kind",
    "channel_id",
    "category_id",
    "unit_id",
    "town_id",
    "village_id",
    "cell_id",
)

Place = tuple[str, int, str]
Sums = dict[Place, Counter[str]]


def facts_of(subjects: Sequence[UUID]) -> list[Fact]:
    """Return the facts of these matters as the ledger has them now, in two queries."""
    said: dict[UUID, list[Said]] = defaultdict(list)
    rows = Entry.objects.filter(subject__in=subjects, verb__in=COUNTED).order_by("subject", "seq")
    for subject, verb, body in rows.values_list("subject", "verb", "body"):
        said[subject].append(Said(verb, body))
    matters = Matter.objects.visible_to(SYSTEM).filter(id__in=subjects).only(*COLUMNS)
    return [_fact(matter, said[matter.id]) for matter in matters]


def _fact(matter: Matter, entries: Iterable[Said]) -> Fact:
    received = timezone.localtime(matter.received_at)
    return Fact(
        matter_id=matter.id,
        month=received.year * 100 + received.month,
        kind=matter.kind,
        channel_id=matter.channel_id,
        category_id=matter.category_id,
        unit_id=matter.unit_id,
        town_id=matter.town_id,
        village_id=matter.village_id,
        cell_id=matter.cell_id,
        measures={name: count for name, count in measure(entries).items() if count},
    )


def places_of(fact: Fact) -> Iterator[Place]:
    """Yield each sum to which a fact adds: (dimension, month, key)."""
    yield "all", fact.month, ""
    yield "kind", fact.month, fact.kind
    for dimension in ("channel", "category", "unit", "town", "village", "cell"):
        value = getattr(fact, f"{dimension}_id")
        if value is not None:
            yield dimension, fact.month, str(value)


def add_up(facts: Iterable[Fact], *, sums: Sums, sign: int = 1) -> None:
    """Add facts to `sums`, or take them away."""
    for fact in facts:
        for place in places_of(fact):
            row = sums.setdefault(place, Counter())
            for name in MEASURES:
                if count := fact.measures.get(name, 0):
                    row[name] += sign * count

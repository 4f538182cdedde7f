"""What was asked in the past: matters as they were when they came in, or the rows of a file."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from uuid import UUID

from linli.core.matters.models import Entry, Matter
from linli.core.matters.querysets import SEE, MatterQuerySet
from linli.flow.routing.laboratory.replaying.tally import Raw
from linli.ground.people.actor import SYSTEM, Actor

BATCH = 2_000
RECEIVED = "intake.received"

Asked = tuple[UUID, Raw]


def matters(since: datetime, until: datetime, *, actor: Actor) -> MatterQuerySet[Matter]:
    """Return the matters received from `since` to before `until`, as far as they count for `actor`.

    Who sees matters counts those; who keeps the rules without seeing any counts them all and opens none.
    """
    seen = Matter.objects.visible_to(actor if actor.may(SEE) else SYSTEM)
    return seen.filter(received_at__gte=since, received_at__lt=until)


def asked(since: datetime, until: datetime, *, actor: Actor) -> Iterator[list[Asked]]:
    """Yield the matters in batches, each with what routing was asked when it came in.

    Kind and place are as they came. The severity is the one told at intake, which an escalation may have changed; the
    category is the one that the matter has by now, since the intake does not keep another.
    """
    rows = (
        matters(since, until, actor=actor)
        .order_by("received_at", "id")
        .values_list("id", "kind", "severity", "category_id", "town_id", "village_id")
    )
    reading = rows.iterator(chunk_size=BATCH)
    while batch := list(islice(reading, BATCH)):
        told = _severities([row[0] for row in batch])
        yield [(key, (kind, told.get(key) or severity, *ids)) for key, kind, severity, *ids in batch]  # type: ignore[misc]


def _severities(ids: list[UUID]) -> dict[UUID, str]:
    first = Entry.objects.filter(subject__in=ids, seq=1, verb=RECEIVED)
    return dict(first.values_list("subject", "body__severity"))

"""What looks like a matter: suggestions beside it, in places that are quiet and hot, for posts that see all or little."""

from collections.abc import Iterator
from uuid import UUID

from django.db.models import Count
from django.utils import timezone

from bench.database import alone, of_query
from bench.lines import Report, p95, percentile, say
from bench.visiting import Visitor, visitors
from linli.core.matters.models import Matter
from linli.flow.handling.links.bursts import LOOKED_AT, events
from linli.flow.handling.links.similar import similar_to
from linli.flow.handling.links.similar.candidates import SHARING, USUAL, WINDOW
from linli.ground.people.actor import SYSTEM

TARGET, EVENTS_TARGET = 80.0, 200.0
MATTERS = 24


def measure(report: Report, *, times: int) -> None:
    """Print the p95 over all matters and posts, each by the quickest of several looks, and the look for events."""
    now = timezone.now()
    found: list[float] = []
    counted: list[int] = []
    for visitor in visitors(now=now):
        for matter in _sample(visitor):
            took = [
                alone(lambda m=matter, v=visitor: similar_to(m, actor=v.actor, now=now))  # type: ignore[misc]
                for _ in range(times)
            ]
            counted.append(len(similar_to(matter, actor=visitor.actor, now=now)))
            found.append(min(took))
    hot = Matter.objects.visible_to(SYSTEM).filter(village=_hottest()).order_by("-received_at")
    limit = of_query(hot.values_list("id", "title", "text")[: 2 * WINDOW + USUAL + SHARING])
    report.line("duplicates", p95(found), "ms", limit=limit, target=TARGET)
    say(
        f"{len(found)} looks, median {percentile(found, 0.5):.1f} ms, {sum(counted) / len(counted):.1f} suggestions each"
    )
    bursts = [
        alone(lambda v=visitor: events(actor=v.actor, now=now))  # type: ignore[misc]
        for visitor in visitors(now=now)
        for _ in range(times)
    ]
    newest = (
        Matter.objects.visible_to(SYSTEM).order_by("-received_at").values_list("id", "village", "received_at")
    )
    report.line("events", p95(bursts), "ms", limit=of_query(newest[:LOOKED_AT]), target=EVENTS_TARGET)


def _hottest() -> UUID | None:
    rows = Matter.objects.visible_to(SYSTEM).filter(is_open=True, village__isnull=False).order_by()
    village: UUID | None = rows.values_list("village").annotate(n=Count("id")).order_by("-n")[0][0]
    return village


def _sample(visitor: Visitor) -> Iterator[Matter]:
    """Yield the newest, the oldest, and those of the place that has most."""
    rows, each = Matter.objects.visible_to(visitor.actor), MATTERS // 3
    yield from rows.order_by("-received_at")[:each]
    yield from rows.order_by("received_at")[:each]
    yield from rows.filter(village=_hottest()).order_by("-received_at")[:each]

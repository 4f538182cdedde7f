"""The worklists: every lane of every post, with filters that are common, rare and rare together, at several depths."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.db.models import Count
from django.utils import timezone

from bench.database import of_query
from bench.lines import Report, p95, percentile, say
from bench.visiting import Visitor, visitors
from linli.core.matters.models import Category, Matter
from linli.core.matters.search.keyset import Place
from linli.flow.handling.worklists import Lane, lanes_of
from linli.ground.people.actor import SYSTEM, Actor
from linli.ground.places.models import Area

TARGET, GROWTH = 40.0, 1.5
DEPTHS = (0.0, 0.5, 0.95)
SHOWN = 5


def measure(report: Report, *, times: int, every: int = 1) -> None:
    """Print the p95 over all pages (`every`: over each so-many-th of them) and of each visitor.

    Each page counts by the quickest of several visits, so that what else the machine does meanwhile does not count.
    """
    now = timezone.now()
    limit = _limit()
    found: dict[str, list[float]] = {}
    slow: list[tuple[float, str]] = []
    for visitor in visitors(now=now):
        for address in list(addresses(visitor, now))[::every]:
            took = min(visitor.milliseconds(address) for _ in range(times))
            found.setdefault(visitor.name, []).append(took)
            slow.append((took, f"{visitor.name} {address}"))
    whole = [took for each in found.values() for took in each]
    report.line("worklist", p95(whole), "ms", limit=limit, target=TARGET)
    for name, each in found.items():
        report.line(f"worklist.{name.replace(' ', '_')}", p95(each), "ms", limit=limit, target=TARGET)
    say(f"{len(whole)} pages of lists, median {percentile(whole, 0.5):.1f} ms; the slowest:")
    for took, what in sorted(slow, reverse=True)[:SHOWN]:
        say(f"  {took:.1f} ms  {what}")
    report.growth("worklist", GROWTH)


def addresses(visitor: Visitor, now: datetime) -> Iterator[str]:
    asked = [{}, *filters(now)]
    deep = [asked[0], asked[1], asked[4], *asked[-2:]]  # unfiltered, common, rare, rare together
    for lane in lanes_of(visitor.actor):
        depths = [
            cursor for share in DEPTHS if (cursor := cursor_at(lane, visitor.actor, share, now)) is not None
        ]
        for cursor in dict.fromkeys(depths):
            for filter_ in deep if cursor else asked:
                query = {**filter_, **({"after": cursor} if cursor else {})}
                yield f"/desk/list/{lane.name}/?{urlencode(query)}"


def filters(now: datetime) -> list[dict[str, str]]:
    """Return what people look for, the common first."""
    town = Area.objects.filter(level=4).order_by("code").first()
    village = Area.objects.filter(level=5).order_by("code").last()
    used = Matter.objects.visible_to(SYSTEM).values("category").annotate(n=Count("id")).order_by("-n")
    common, rare = used[0]["category"], used[len(used) - 1]["category"]
    root = Category.objects.filter(parent=None).order_by("path").first()
    assert town is not None
    assert village is not None
    assert root is not None
    month = (now - timedelta(days=200)).strftime("%Y-%m")
    return [
        {"kind": "complaint"},
        {"severity": "urgent"},
        {"category": str(common)},
        {"category": str(rare)},
        {"category": str(root.id)},
        {"town": str(town.id)},
        {"village": str(village.id)},
        {"state": "answered"},
        {"late": "yes"},
        {"month": month},
        {"town": str(town.id), "kind": "praise", "severity": "hard"},
        {"village": str(village.id), "category": str(rare)},
        {"month": month, "category": str(common), "late": "yes"},
    ]


def cursor_at(lane: Lane, actor: Actor, share: float, now: datetime) -> str | None:
    """Return the cursor of the row that lies `share` of the way down the lane; "" at its beginning, None if there is none."""
    if share == 0:
        return ""
    column = f"{lane.order}_at"
    rows = Matter.objects.visible_to(actor).filter(lane.condition(actor, now))
    if lane.order == "due":
        rows = rows.filter(is_open=True)
    place = int(rows.count() * share)
    order = (column, "id") if lane.order == "due" else (f"-{column}", "-id")
    row = rows.order_by(*order).values_list(column, "id")[place : place + 1].first() if place else None
    return Place(*row).cursor() if row else None


def _limit() -> float:
    """Return what the rows of one page cost by a prepared plan, in the order of the largest list."""
    names = ("number", "title", "place", "state", "due_at", "unit__name", "handler__name", "village__name")
    rows = Matter.objects.visible_to(SYSTEM).filter(is_open=True).order_by("due_at", "id").values_list(*names)
    return of_query(rows[:21])

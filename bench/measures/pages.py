"""The other pages that people wait for: a matter, search, the map, the figures."""

from collections.abc import Iterable, Sequence

from django.db.models import Count, QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from bench.database import of_query
from bench.lines import Report, p95, say
from bench.visiting import Visitor, visitors
from linli.core.clocks.models import Clock
from linli.core.matters.models import Entry, Matter
from linli.core.matters.search import store
from linli.flow.statistics.models import Tally
from linli.ground.people.actor import SYSTEM
from linli.ground.places.models import Area

MATTERS = 25
WORDS = {
    "common": "路灯",
    "two common": "垃圾 路灯",
    "rare": "凸面",
    "absent": "彗星",
    "phrase": "一直黑着，晚上下班不敢走",
    "number": "911",
}


def measure(report: Report, *, times: int) -> None:
    for act in (_matter, _search, _map, _figures):
        act(report, visitors(now=timezone.now()), times)


def _matter(report: Report, known: Sequence[Visitor], times: int) -> None:
    found = [
        took
        for visitor in known
        for matter in _sample(Matter.objects.visible_to(visitor.actor))
        for took in _visits(visitor, reverse("desk:matter", args=[matter.number]), times)
    ]
    one = Matter.objects.visible_to(SYSTEM).order_by("-received_at")[:1].get()
    limit = of_query(Matter.objects.visible_to(SYSTEM).filter(id=one.id).select_related("unit", "category"))
    limit += of_query(Entry.objects.filter(subject=one.id).order_by("seq"))
    limit += of_query(Clock.objects.filter(matter=one).order_by("started_at"))
    report.line("matter_page", p95(found), "ms", limit=limit, target=25)


def _search(report: Report, known: Sequence[Visitor], times: int) -> None:
    for name, words in WORDS.items():
        found = [
            took
            for visitor in known
            for took in _visits(visitor, reverse("desk:search") + f"?q={words}", times)
        ]
        ids = store.matching(words.split()[:1])
        rows = Matter.objects.visible_to(SYSTEM).filter(id__in=ids).values_list("id")[:20]
        limit = of_query(rows, times=5)
        report.line(f"search.{name.replace(' ', '_')}", p95(found), "ms", limit=limit, target=100)


def _map(report: Report, known: Sequence[Visitor], times: int) -> None:
    town = Area.objects.filter(level=4).order_by("code").first()
    village = Area.objects.filter(level=5).order_by("code").first()
    paths = [
        reverse("desk:map"),
        *(reverse("desk:map-of", args=[area.code]) for area in (town, village) if area),
    ]
    found = [took for visitor in known for path in paths for took in _visits(visitor, path, times)]
    opened = Matter.objects.visible_to(SYSTEM).filter(is_open=True).order_by()
    limit = of_query(opened.values_list("town").annotate(n=Count("id")), times=5)
    report.line("map", p95(found), "ms", limit=limit)


def _figures(report: Report, known: Sequence[Visitor], times: int) -> None:
    limit = of_query(Tally.objects.filter(dimension="all"))
    for name, path in (("portal", _path("portal:figures")), ("desk", _path("desk:figures"))):
        if path:
            allowed = [each for each in known if name == "portal" or each.actor.may("statistics.see")]
            found = [took for visitor in allowed for took in _visits(visitor, path, times)]
            report.line(f"figures.{name}", p95(found), "ms", limit=limit, target=60)


def _path(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        say(f"There is no page {name}.")
        return ""


def _visits(visitor: Visitor, path: str, times: int) -> list[float]:
    """Return the quickest of several visits, so that what else the machine does meanwhile does not count."""
    return [min(visitor.milliseconds(path) for _ in range(times))]


def _sample(rows: "QuerySet[Matter]") -> Iterable[Matter]:
    """Return some matters, the newest, the oldest, and open ones with all their buttons."""
    each = MATTERS // 3
    yield from rows.order_by("-received_at")[:each]
    yield from rows.order_by("received_at")[:each]
    yield from rows.filter(is_open=True).order_by("due_at")[:each]

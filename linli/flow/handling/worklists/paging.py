"""Reading a lane: by keyset from each of its sources, merged in order; counts that stop at a hundred.

On PostgreSQL a page with filters is first looked for among the next `PROBE` matters of its source, which is quick where
the filters are common, and then by the inverted index of marks, which is quick where they are rare. Left to choose by
itself, the planner walks the whole order whenever filters that are common apart are rare together.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from heapq import merge
from itertools import islice
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from linli.core.matters.models import Matter
from linli.core.matters.search.facets import Marked
from linli.core.matters.search.keyset import Beyond, Page, Place, Turn, turned
from linli.flow.handling.worklists.filters import Filters
from linli.flow.handling.worklists.lanes import Lane, Source
from linli.flow.handling.worklists.sweeping import Sweep
from linli.ground.people.actor import SYSTEM, Actor

SIZE = 20
PROBE = 500
INDEXED = {
    "due": ("handler", "unit", "village", "town", "state"),
    "received": ("unit", "village", "town"),
}
MOST = 100
BATCH = 500
COLUMNS = (
    "number", "title", "place", "state", "is_open", "outcome", "due_at", "received_at", "closed_at", "was_late",
    "version", "severity", "kind", "procedure", "procedure_version", "unit__name", "handler__name", "village__name",
)  # fmt: skip
EXPORTED = ("unit", "handler", "category", "channel", "town", "village", "cell")


def page(
    lane: Lane,
    filters: Filters,
    *,
    actor: Actor,
    now: datetime,
    after: str = "",
    before: str = "",
    size: int = SIZE,
) -> Page:
    """Return one page of the lane. Its cost does not depend on how deep it lies."""
    turn = Turn.of(after=after, before=before)
    reading = Reading(lane, filters, actor, now)
    places, earlier, later = turned(reading.places(turn, size + 1), turn, size)
    return Page(_matters(places, actor), earlier, later)


def count(lane: Lane, filters: Filters, *, actor: Actor, now: datetime, most: int = MOST) -> int:
    """Return how many matters the lane holds, counting no further than `most`."""
    reading = Reading(lane, filters, actor, now)
    found: set[UUID] = set()
    for source in reading.sources:
        asked = reading.matters(source)
        if len(reading.sources) == 1:
            return asked[:most].count()
        found.update(asked.values_list("id", flat=True)[:most])
        if len(found) >= most:
            return most
    return len(found)


def matters(lane: Lane, filters: Filters, *, actor: Actor, now: datetime) -> QuerySet[Matter]:
    """Return all matters of the lane in no order, for figures and maps."""
    reading = Reading(lane, filters, actor, now)
    return reading.matters(Source(), reading.condition())


def rows(lane: Lane, filters: Filters, *, actor: Actor, now: datetime) -> Iterator[Matter]:
    """Yield every matter of the lane in its order, a batch at a time, with all that an export says of it."""
    reading, turn = Reading(lane, filters, actor, now), Turn()
    while places := reading.places(turn, BATCH):
        yield from _matters(places, actor, *EXPORTED)
        if len(places) < BATCH:
            return
        turn = Turn(after=places[-1])


def _matters(places: list[Place], actor: Actor, *related: str) -> list[Matter]:
    shown = Matter.objects.visible_to(actor)
    if related:
        shown = shown.select_related(*related).defer("text")
    else:
        shown = shown.select_related("unit", "handler", "village").only(*COLUMNS)
    found = shown.in_bulk([place.id for place in places])
    return [found[place.id] for place in places if place.id in found]


@dataclass(frozen=True)
class Reading:
    """One lane with its filters, as one actor reads it at one moment."""

    lane: Lane
    filters: Filters
    actor: Actor
    now: datetime

    @cached_property
    def sources(self) -> list[Source]:
        return self.lane.sources(self.actor)

    def matters(self, source: Source, *also: Q | Beyond | Marked) -> QuerySet[Matter]:
        """Return the source's matters; all conditions in one filter, so that they speak of one and the same row."""
        held = self.lane.condition(self.actor, self.now) & self.lane.within(self.now)
        asked = held & self.filters.condition(self.lane, now=self.now)
        return Matter.objects.visible_to(self.actor).filter(source.condition & asked, *also)

    def condition(self) -> Q:
        """Return the predicate of all sources; nothing where they are all that the actor may see."""
        if any(source == Source() or source.column.startswith("involvements") for source in self.sources):
            return Q()
        if not self.sources:
            return Q(pk__in=[])
        return Q.create([source.condition for source in self.sources], Q.OR)

    def _is_wide(self) -> bool:
        """Tell whether the lane is read from so many sources that walking each costs more than one look at the marks."""
        return self.lane.order == "received" and len(self.sources) > 1

    def places(self, turn: Turn, wanted: int) -> list[Place]:
        """Return the next `wanted` places in the direction of `turn`, from all sources, each matter once."""
        upwards = (self.lane.order == "due") != turn.is_back
        if connection.vendor == "postgresql" and self.filters and self._is_wide():
            return Sweep(self, turn, upwards=upwards).read(wanted)
        walks = [Walk(self, source, turn, upwards=upwards) for source in self.sources]
        found = [walk.read(wanted) for walk in walks]
        if any(places is None for places in found):
            return Sweep(self, turn, upwards=upwards).read(wanted)
        merged = merge(*(places or [] for places in found), reverse=not upwards)
        return list(islice(_once(merged), wanted))


def _once(places: Iterable[Place]) -> Iterator[Place]:
    last = None
    for place in places:
        if place != last:
            yield place
        last = place


class Walk:
    """One source read along the index that holds it in order."""

    def __init__(self, reading: Reading, source: Source, turn: Turn, *, upwards: bool) -> None:
        self.reading, self.source, self.turn, self.upwards = reading, source, turn, upwards
        joined = source.column.startswith("involvements")
        self.column = f"involvements__{reading.lane.order}_at" if joined else f"{reading.lane.order}_at"
        self.key = "involvements__matter_id" if joined else "id"
        self.order = [column if upwards else f"-{column}" for column in (self.column, self.key)]

    def read(self, wanted: int) -> list[Place] | None:
        """Return the next `wanted` places; None where they are too rare to be found by walking."""
        is_small = self.source.column and not self.source.mark
        if connection.vendor != "postgresql" or not self.reading.filters or is_small:
            return self._read(wanted)
        edge = self._edge()
        found = self._read(wanted, *([self._beyond(edge, back=True)] if edge else []))
        return found if edge is None or len(found) >= wanted else None

    def _read(self, wanted: int, *also: Beyond) -> list[Place]:
        span = self._span()
        rows = self.reading.matters(self.source, span, *self._start(), *also).order_by(*self.order)
        return [Place(at, key) for at, key in rows.values_list(self.column, self.key)[:wanted]]

    def _edge(self) -> Place | None:
        """Return the place `PROBE` rows on in the index; None where fewer are left."""
        lane, now = self.reading.lane, self.reading.now
        scope = Q(is_open=True) & lane.within(now) if lane.order == "due" else self._span()
        rows = Matter.objects.visible_to(SYSTEM).filter(self._driver().condition & scope, *self._start())
        found = rows.order_by(*self.order).values_list(self.column, self.key)[PROBE : PROBE + 1].first()
        return Place(*found) if found else None

    def _span(self) -> Q:
        """Return the limits of the time asked for, on the very column that is walked."""
        begin, end = self.reading.filters.span()
        if self.reading.lane.order == "due":
            return Q()
        from_begin = Q(**{f"{self.column}__gte": begin}) if begin else Q()
        return from_begin & (Q(**{f"{self.column}__lt": end}) if end else Q())

    def _start(self) -> list[Beyond]:
        return [self._beyond(self.turn.start)] if self.turn.start else []

    def _beyond(self, place: Place, *, back: bool = False) -> Beyond:
        return Beyond(self.column, place, upwards=self.upwards != back, inclusive=back, key=self.key)

    def _driver(self) -> Source:
        """Return which index is walked: the source's or, where that is everything, one of the filters'."""
        if self.source != Source():
            return self.source
        for name in INDEXED[self.reading.lane.order]:
            if value := getattr(self.reading.filters, name):
                return Source(name, value)
        return self.source

"""Reading all sources of a lane at once by the index of marks: for what is too rare to be found by walking."""

from datetime import datetime, timedelta
from typing import Protocol

from django.db.models import DateTimeField, ExpressionWrapper, F, Q, QuerySet, Value

from linli.core.matters.models import Matter
from linli.core.matters.search.facets import Marked, decade, decade_mark, stretches
from linli.core.matters.search.finding import beyond_edge, newest
from linli.core.matters.search.keyset import Beyond, Place, Turn
from linli.flow.handling.worklists.filters import Filters
from linli.flow.handling.worklists.lanes import Lane, Source

LONGEST_SPAN = 200  # tens of days


class Reading(Protocol):
    """What is read: a lane with its filters, as one actor sees it."""

    @property
    def lane(self) -> Lane: ...
    @property
    def filters(self) -> Filters: ...
    @property
    def sources(self) -> list[Source]: ...
    def condition(self) -> Q: ...
    def matters(self, source: Source, *also: Q | Beyond | Marked) -> QuerySet[Matter]: ...


class Sweep:
    """All sources of a lane read at once by the index of marks, then sorted: for what is rare."""

    def __init__(self, reading: Reading, turn: Turn, *, upwards: bool) -> None:
        self.reading, self.turn, self.upwards = reading, turn, upwards
        self.column = f"{reading.lane.order}_at"

    def read(self, wanted: int) -> list[Place]:
        """Return the next `wanted` places. Lists of all times are looked through in growing stretches of time."""
        every, any_of = self.reading.filters.marks(self.reading.lane)
        sources = [source.mark for source in self.reading.sources]
        if all(sources):
            any_of = [*any_of, sources]
        if self.reading.lane.order == "due":
            return self._sorted(Marked(every, [*any_of, *self._span()]), wanted)
        found: list[Place] = []
        begin = self._begin()
        for stretch in stretches(begin, upwards=self.upwards) if begin else ():
            marks = [*any_of, stretch.marks] if stretch.marks else any_of
            rest = [] if stretch.marks else [beyond_edge(stretch, upwards=self.upwards)]
            found += self._sorted(Marked(every, marks), wanted - len(found), *rest)
            if len(found) >= wanted:
                break
        return found

    def _sorted(self, marked: Marked, wanted: int, *also: Q) -> list[Place]:
        """Sort by an expression no index knows: the planner would otherwise walk the order in vain."""
        moment = ExpressionWrapper(F(self.column) + Value(timedelta(0)), output_field=DateTimeField())
        order = (moment.asc(), "id") if self.upwards else (moment.desc(), "-id")
        start = [Beyond(self.column, self.turn.start, upwards=self.upwards)] if self.turn.start else []
        rows = self.reading.matters(Source(), self.reading.condition(), marked, *start, *also)
        return [Place(at, key) for at, key in rows.order_by(*order).values_list(self.column, "id")[:wanted]]

    def _span(self) -> list[list[str]]:
        """Return the marks of the time asked for, where it is short enough to be worth looking up."""
        begin, end = self.reading.filters.span()
        last = end or newest()
        if begin is None or last is None or not 0 <= decade(last) - decade(begin) <= LONGEST_SPAN:
            return []
        return [[decade_mark(number) for number in range(decade(begin), decade(last) + 1)]]

    def _begin(self) -> datetime | None:
        """Return the moment at which reading begins; None where there is nothing at all."""
        begin, end = self.reading.filters.span()
        if self.turn.start is not None:
            start: datetime | None = self.turn.start.at
        else:
            start = newest()
        if start and self.upwards:
            return max(start, begin or start)
        return min(start, end or start) if start else None

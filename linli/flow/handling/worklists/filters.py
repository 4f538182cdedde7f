"""Filters of a list: read from an address, written to one, turned into a predicate and into a sentence."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Self
from uuid import UUID

from django.db.models import Q

from linli.core.matters.models import Category
from linli.core.matters.search.facets import mark
from linli.flow.handling.worklists.lanes import Lane
from linli.ground.calendars.moments import midnight
from linli.lib.days.months import months_later
from linli.lib.typed import day_in, key_in, month_in

SLUGS = ("kind", "severity", "state", "outcome")
IDS = ("channel", "town", "village", "cell", "unit", "handler")
MARKED = (*SLUGS, "channel", "town", "village", "cell", "unit")


@dataclass(frozen=True)
class Filters:
    """What is asked for, each "" or None when it is not. `late`: "yes" or "no". `month` is "2026-11"."""

    kind: str = ""
    category: UUID | None = None
    severity: str = ""
    channel: UUID | None = None
    town: UUID | None = None
    village: UUID | None = None
    cell: UUID | None = None
    unit: UUID | None = None
    handler: UUID | None = None
    state: str = ""
    outcome: str = ""
    late: str = ""
    since: date | None = None
    until: date | None = None
    month: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Self:
        """Read filters from an address; what cannot be read is not asked for."""
        found: dict[str, object] = {}
        for name in (*SLUGS, "late", "month"):
            found[name] = query.get(name, "")[:32]
        for name in (*IDS, "category"):
            found[name] = key_in(query.get(name, ""))
        for name in ("since", "until"):
            found[name] = day_in(query.get(name, ""))
        if found["late"] not in ("yes", "no"):
            found["late"] = ""
        if month_in(str(found["month"])) is None:
            found["month"] = ""
        return cls(**found)  # type: ignore[arg-type]

    def query(self) -> dict[str, str]:
        """Return the filters as they stand in an address."""
        return {name: str(value) for name, value in self.given()}

    def given(self) -> Iterator[tuple[str, object]]:
        for field in fields(self):
            value = getattr(self, field.name)
            if value:
                yield field.name, value

    def without(self, name: str) -> Self:
        query = self.query()
        query.pop(name, None)
        return type(self).of(query)

    def __bool__(self) -> bool:
        return any(True for _ in self.given())

    @cached_property
    def categories(self) -> list[UUID]:
        """Return the category asked for and all below it."""
        if self.category is None:
            return []
        path = Category.objects.filter(id=self.category).values_list("path", flat=True).first()
        if path is None:
            return [self.category]
        below = Category.objects.filter(Q(path=path) | Q(path__startswith=f"{path}/"))
        return list(below.values_list("id", flat=True))

    def condition(self, lane: Lane, *, now: datetime) -> Q:
        """Return the predicate over matters."""
        asked = Q()
        for name in (*SLUGS, *IDS):
            if value := getattr(self, name):
                asked &= Q(**{name: value})
        if self.category:
            asked &= Q(category__in=self.categories)
        begin, end = self.span()
        if begin:
            asked &= Q(received_at__gte=begin)
        if end:
            asked &= Q(received_at__lt=end)
        return asked & self._lateness(lane, now)

    def _lateness(self, lane: Lane, now: datetime) -> Q:
        if not self.late:
            return Q()
        late = self.late == "yes"
        running = Q(due_at__lt=now) if late else Q(due_at__gte=now)
        ended = Q(was_late=late)
        if lane.is_open is None:
            return (Q(is_open=True) & running) | (Q(is_open=False) & ended)
        return running if lane.is_open else ended

    def span(self) -> tuple[datetime | None, datetime | None]:
        """Return the moments between which matters were received: the first included, the last not."""
        begin = midnight(self.since) if self.since else None
        end = midnight(self.until + timedelta(days=1)) if self.until else None
        first = month_in(self.month)
        if first:
            following = months_later(first, 1)
            begin = max(filter(None, (begin, midnight(first))))
            end = min(filter(None, (end, midnight(following))))
        return begin, end

    def marks(self, lane: Lane) -> tuple[list[str], list[list[str]]]:
        """Return the same as marks of the inverted index: those that must all be there, and sets with one at least."""
        every = [mark(name, value) for name, value in self.given() if name in MARKED]
        if lane.is_open:  # marks that nearly all matters bear would cost more than they spare
            every.append(mark("is_open", True))
        if self.late == "yes" and lane.is_open is False:
            every.append(mark("was_late", True))
        any_of = [[mark("category", each) for each in self.categories]] if self.category else []
        return every, any_of

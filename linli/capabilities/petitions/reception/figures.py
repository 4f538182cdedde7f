"""How long people wait, by day and by unit: from numbers and times only."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from statistics import median
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from linli.capabilities.petitions.reception.models import Ending, Stop, Ticket
from linli.capabilities.petitions.reception.queries import minutes
from linli.lib.spreadsheets.writing import Value


@dataclass
class Line:
    """One day, or one unit: how many came, how long they waited for each call, how the visits ended."""

    name: str
    visits: int = 0
    waits: list[int] = field(default_factory=list)
    endings: dict[str, int] = field(default_factory=lambda: dict.fromkeys(Ending.values, 0))

    @property
    def usual(self) -> int | None:
        """Return the median of the waits, in minutes."""
        return int(median(self.waits)) if self.waits else None

    @property
    def longest(self) -> int | None:
        return max(self.waits, default=None)


def by_day(hall_id: UUID, *, since: date, until: date) -> list[Line]:
    """Return the days with visitors, the latest first."""
    lines: dict[date, Line] = {}
    tickets = Ticket.objects.filter(hall=hall_id, day__range=(since, until)).order_by("-day")
    for day, ending in tickets.values_list("day", "ending"):
        line = lines.setdefault(day, Line(day.isoformat()))
        line.visits += 1
        if ending:
            line.endings[ending] += 1
    for day, wait in _waits(hall_id, since, until, "ticket__day"):
        lines[day].waits.append(wait)
    return list(lines.values())


def by_unit(hall_id: UUID, *, since: date, until: date) -> list[Line]:
    """Return the units that were called to, those with the longest usual wait first."""
    waits: dict[str, list[int]] = defaultdict(list)
    for name, wait in _waits(hall_id, since, until, "unit__name"):
        waits[name].append(wait)
    lines = [Line(name, visits=len(each), waits=each) for name, each in waits.items()]
    return sorted(lines, key=lambda line: -(line.usual or 0))


def _waits(hall_id: UUID, since: date, until: date, group: str) -> Iterator[tuple[Any, int]]:
    rows = Stop.objects.filter(hall=hall_id, ticket__day__range=(since, until), called_at__isnull=False)
    for name, began, called in rows.values_list(group, "since", "called_at"):
        yield name, minutes(began, called)


def header() -> list[str]:
    return [
        *(_("日期"), _("来访"), _("通常等多久（分钟）"), _("最长等了多久（分钟）")),
        *(str(Ending(value).label) for value in Ending.values),
    ]


def table(lines: Iterable[Line]) -> Iterator[Sequence[Value]]:
    for line in lines:
        yield [line.name, line.visits, line.usual, line.longest, *line.endings.values()]

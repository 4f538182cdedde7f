"""Reading limits and clocks."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.utils.translation import gettext as _

from linli.core.clocks.evaluate import Evaluation, evaluate
from linli.core.clocks.models import Clock, Level, LimitRow
from linli.core.matters.models import Category, Entry, Matter
from linli.ground.calendars import queries as calendars
from linli.ground.calendars.explain import sentences
from linli.ground.prepared import Prepared
from linli.lib.days import Calendar
from linli.lib.kept import kept
from linli.lib.limits import Limit, LimitUnit


def running(matter: Matter) -> list[Clock]:
    """Return the running clocks of a matter and its unit, the one that ends first in front."""
    own = Clock.objects.filter(matter=matter, stopped_at=None).exclude(level=Level.TASK)
    return list(own.order_by("due_at", "id"))


def clocks_of(matter: Matter) -> list[Clock]:
    """Return all clocks of a matter and its units in the order in which they started; those of tasks are not among them."""
    return _own(matter.id)


_own = Prepared(
    lambda matter: Clock.objects.filter(matter=matter).exclude(level=Level.TASK).order_by("started_at", "id")
)


def is_of_task(entry: Entry) -> bool:
    """Tell whether what a clock did, it did for a task: most followers of clocks care for those alone."""
    return "task" in entry.body


def clocks_of_tasks(task_ids: Iterable[UUID]) -> dict[UUID, Clock]:
    """Return the latest clock of each task, by the task's id."""
    kept = Clock.objects.filter(task_id__in=list(task_ids)).order_by("started_at", "id")
    return {clock.task_id: clock for clock in kept if clock.task_id}


def reading(clock: Clock, *, now: datetime, calendar: Calendar | None = None) -> Evaluation:
    """Return where a clock stands by the calendar of today; what the matter is held to is `clock.due_at`.

    Pages with several clocks hand in the calendar, which costs a query each time it is asked for.
    """
    calendar = calendar or calendars.calendar(clock.calendar)
    return evaluate(clock.limit, calendar, clock.started_at, clock.acts, now=now)


def explain(clock: Clock, *, now: datetime, calendar: Calendar | None = None) -> list[str]:
    """Return in plain sentences why the clock ends when it does, for residents and staff."""
    found = reading(clock, now=now, calendar=calendar)
    said = sentences(found.lines)
    if found.paused:
        said.append(_("现在暂停计时。到期日按预计恢复的时间推算，恢复后重新计算。"))
    if found.due_at != clock.due_at and clock.is_running:
        said.append(_("放假安排刚有变动，到期日正在重新计算，以重新计算的结果为准。"))
    return said


def limit_for(
    procedure: str,
    clock: str,
    *,
    on: date,
    default: Limit,
    category: Category | None = None,
    kind: str = "",
    severity: str = "",
) -> Limit:
    """Return the limit of the most exact row that is valid on `on`, or `default` where the centre set none."""
    found = limits_for(procedure, {clock: default}, on=on, category=category, kind=kind, severity=severity)
    return found[clock]


def limits_for(
    procedure: str,
    defaults: Mapping[str, Limit],
    *,
    on: date,
    category: Category | None = None,
    kind: str = "",
    severity: str = "",
) -> dict[str, Limit]:
    """Return the limits of several clocks, by name, with at most one query.

    More exact is: a category deeper in the tree, then a kind, then a severity; then what came into force last.
    """
    codes = tuple(category.path.split("/")) if category else ()
    found = dict(defaults)
    fitting = [row for row in _rows(procedure) if row.category is None or row.category in codes]
    for row in sorted(fitting, key=lambda row: row.exactness(codes)):
        if row.clock in defaults and row.holds(on, kind, severity):
            found[row.clock] = Limit(row.amount, row.unit, row.source)
    return found


@kept
def _rows(procedure: str) -> "list[Row]":
    rows = LimitRow.objects.filter(procedure=procedure).values_list(*COLUMNS)
    return [Row._make(row) for row in rows]


class Row(NamedTuple):
    """What choosing needs of a limit; plain values, because every intake reads them."""

    clock: str
    amount: int
    unit: LimitUnit
    source: str
    kind: str
    severity: str
    valid_from: date | None
    valid_to: date | None
    category: str | None

    def holds(self, on: date, kind: str, severity: str) -> bool:
        in_force = (self.valid_from or date.min) <= on <= (self.valid_to or date.max)
        return in_force and self.kind in ("", kind) and self.severity in ("", severity)

    def exactness(self, codes: tuple[str, ...]) -> tuple[int, bool, bool, date]:
        depth = codes.index(self.category) + 1 if self.category else 0
        return depth, bool(self.kind), bool(self.severity), self.valid_from or date.min


COLUMNS = (*Row._fields[:-1], "category__code")


def earliest(clocks: Iterable[Clock]) -> datetime | None:
    """Return when somebody has to act next: at the first end of a clock, or of the pause of one that is paused."""
    return min((clock.paused_until or clock.due_at for clock in clocks if clock.is_running), default=None)

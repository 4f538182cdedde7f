"""What supervision brought about, as figures, a table and a trend; every number opens its list."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from linli.flow.handling.supervision.models import Colour, Mark, MarkStage
from linli.flow.handling.supervision.queries.effects import COUNTED, Effect
from linli.flow.handling.supervision.queries.reading import Filters
from linli.ground.look import parts

NAMES: Mapping[str, str | Promise] = {
    "issued": gettext_lazy("督办"),
    "answered": gettext_lazy("有回复"),
    "in_time": gettext_lazy("按时回复"),
    "late": gettext_lazy("逾期回复"),
    "unanswered": gettext_lazy("到期没有回复"),
    "sent_back": gettext_lazy("被退回"),
    "escalated": gettext_lazy("已升级"),
    "closed": gettext_lazy("已办结"),
    "solved": gettext_lazy("督办后事项解决"),
}


@dataclass(frozen=True)
class Cell:
    """One number of the table and the list behind it."""

    value: int
    url: str


@dataclass(frozen=True)
class Line:
    """One unit: its numbers, and its own page."""

    name: str
    url: str
    cells: list[Cell]
    days: float | None


def headings() -> list[tuple[str, str | Promise]]:
    return [(name, NAMES[name]) for name in COUNTED]


def figures(whole: Effect, filters: Filters) -> list[parts.Figure]:
    """Return the rates with both of their numbers."""
    issued, counts = whole.counts["issued"], whole.counts
    return [
        parts.Figure(_("督办"), issued, url=list_url(filters, "issued")),
        parts.Figure(_("按时回复"), counts["in_time"], issued, list_url(filters, "in_time")),
        parts.Figure(_("督办后事项解决"), counts["solved"], issued, list_url(filters, "solved")),
        parts.Figure(_("到期没有回复"), counts["unanswered"], issued, list_url(filters, "unanswered")),
    ]


def lines(rows: Sequence[Effect], filters: Filters) -> list[Line]:
    return [
        Line(
            row.name,
            reverse("desk:supervision-unit", args=[row.unit]),
            [Cell(row.counts[name], list_url(filters, name, row.unit)) for name in COUNTED],
            row.days,
        )
        for row in rows
    ]


def trend(months: Mapping[date, Effect]) -> parts.Trend | None:
    """Return issued and answered in time by month, months with nothing included; None where there is but one month."""
    if len(months) < 2:
        return None
    series = [
        (
            str(NAMES[name]),
            [parts.Point(f"{day:%Y-%m}", _count(months, day, name)) for day in _through(months)],
        )
        for name in ("issued", "in_time")
    ]
    return parts.Trend(_("每个月的督办，和其中按时回复的"), series, label_name=_("月份"), unit=_("份"))


def _through(months: Mapping[date, Effect]) -> Iterator[date]:
    day = min(months)
    while day <= max(months):
        yield day
        day = (day + timedelta(days=31)).replace(day=1)


def _count(months: Mapping[date, Effect], day: date, name: str) -> int:
    return months[day].counts[name] if day in months else 0


def list_url(filters: Filters, measure: str, unit: UUID | None = None) -> str:
    """Return the list of those that a number counts."""
    query = {
        "view": "all",
        "measure": measure,
        "unit": str(unit or filters.unit or ""),
        "since": f"{filters.since:%Y-%m-%d}" if filters.since else "",
        "until": f"{filters.until:%Y-%m-%d}" if filters.until else "",
    }
    return f"{reverse('desk:supervision')}?{urlencode({key: said for key, said in query.items() if said})}"


def of_marks(given: Sequence[Mark], received: int | None) -> list[parts.Figure]:
    """Return how many marks of each colour were given and not lifted, beside the matters of the same time."""
    held = [mark for mark in given if mark.stage == MarkStage.GIVEN]
    words = ngettext("同一时间有%(n)s件事项", "同一时间有%(n)s件事项", received or 0) % {"n": received}
    note = words if received is not None else ""
    return [
        parts.Figure(str(colour.label), sum(mark.colour == colour for mark in held), note=note)
        for colour in Colour
    ]


def per_hundred(count: int, received: int | None) -> str:
    """Return how many there were to a hundred matters; a dash where nothing is known of those."""
    return f"{100 * count / received:.1f}" if received else "—"

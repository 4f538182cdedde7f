"""The gap map as a table: a number in each cell, and the way to a line that would close it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from linli.core.matters.models import Category, Severity
from linli.doors.desk.queries import area_coded
from linli.flow.routing.laboratory.models import Draft, Replay
from linli.flow.routing.laboratory.queries.gaps import Gap, GapMap, gap_map
from linli.flow.routing.laboratory.rule_sets import Surroundings, book_of
from linli.ground.places.models import Area, Level


@dataclass(frozen=True)
class Asked:
    """Which map: of one severity, of the county or of one town, of the main categories or of those below one."""

    severity: Severity
    town: Area | None = None
    below: str = ""

    @classmethod
    def of(cls, severity: str, town: str, below: str) -> "Asked | None":
        """Read an address; None for what does not exist."""
        area = area_coded(town) if town else None
        if severity not in Severity.values or (town and (area is None or area.level != Level.TOWN)):
            return None
        return cls(Severity(severity), area, below[:64])

    def query(self, **other: str) -> str:
        said = {
            "severity": self.severity.value,
            "town": self.town.code if self.town else "",
            "below": self.below,
            **other,
        }
        return urlencode({name: value for name, value in said.items() if value})


@dataclass(frozen=True)
class Shown:
    """One cell. `words` say it aloud; `url` leads to the form of a line that would close it."""

    gap: Gap
    words: str
    url: str


def shown(draft: Draft, asked: Asked, replay: Replay | None, *, on: date) -> dict[str, Any]:
    """Return what the page of the map shows."""
    found = _map(draft, asked, replay, on=on)
    address = reverse("desk:laboratory-gaps", args=[draft.id])
    rows = [
        (
            _area(area),
            f"{address}?{asked.query(town=area.code)}" if area and asked.town is None else "",
            [_cell(draft, asked, area, column, gap) for column, gap in zip(found.columns, gaps, strict=True)],
        )
        for area, gaps in found.rows
    ]
    columns = [
        (_category(column), f"{address}?{asked.query(below=column.code)}" if column else "")
        for column in found.columns
    ]
    return {
        "rows": rows,
        "columns": columns,
        "map": found,
        "severities": [
            (severity.label, f"{address}?{asked.query(severity=severity.value)}", severity == asked.severity)
            for severity in Severity
        ],
        "up": f"{address}?{urlencode({'severity': asked.severity.value})}"
        if asked.town or asked.below
        else "",
        "export": f"{reverse('desk:laboratory-gaps-export', args=[draft.id])}?{asked.query()}",
    }


def header() -> list[str]:
    return [_("地域"), _("分类"), _("轻重"), _("没人负责的组合"), _("全部组合"), _("以往落在这里的事项")]


def sheet(draft: Draft, asked: Asked, replay: Replay | None, *, on: date) -> Iterator[Sequence[str | int]]:
    found = _map(draft, asked, replay, on=on)
    for area, gaps in found.rows:
        for column, gap in zip(found.columns, gaps, strict=True):
            yield [
                _area(area),
                _category(column),
                str(asked.severity.label),
                gap.without,
                gap.of,
                gap.past,
            ]


def _map(draft: Draft, asked: Asked, replay: Replay | None, *, on: date) -> GapMap:
    book = book_of(draft, Surroundings.load(on=on))
    return gap_map(book, asked.severity.value, replay=replay, town=asked.town, below=asked.below)


def _cell(draft: Draft, asked: Asked, area: Area | None, column: Category | None, gap: Gap) -> Shown:
    url = ""
    if column and draft.is_open and gap.is_open:
        query = {"category": str(column.id), "severity": asked.severity.value}
        place = area or asked.town
        if place:
            query["area"] = str(place.id)
        url = f"{reverse('desk:laboratory-duty-add', args=[draft.id])}?{urlencode(query)}"
    words = _("%(without)s / %(of)s 没人负责") % {"without": gap.without, "of": gap.of}
    if gap.past:
        words += _("，以往%(n)s件") % {"n": gap.past}
    return Shown(gap, words, url)


def _area(area: Area | None) -> str:
    return area.name if area else _("没有写明地点")


def _category(category: Category | None) -> str:
    return category.name if category else _("没有分类")

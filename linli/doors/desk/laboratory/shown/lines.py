"""The duty list of a draft as rows: its own lines, and those in force that it leaves alone."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from linli.flow.routing.laboratory.models import Draft, DraftDuty
from linli.flow.routing.laboratory.queries.drafts import Line, lines_in_force, wished_lines
from linli.flow.routing.models import Duty

MOST = 100


def lines(draft: Draft, words: str) -> tuple[list[Line], list[Duty], bool]:
    """Return the draft's own lines, those in force that it has no wish for, and whether the latter are all."""
    own = wished_lines(draft)
    found = list(lines_in_force(draft, words).exclude(id__in=_replaced(own))[: MOST + 1])
    return own, found[:MOST], len(found) <= MOST


def fields(row: DraftDuty | Duty) -> dict[str, Any]:
    """Return what a form of the line begins with."""
    return {
        "category": row.category_id,
        "area": row.area_id,
        "severity": row.severity,
        "unit": row.unit_id,
        "article": row.article,
    }


def header() -> list[str]:
    return [_("分类"), _("地域"), _("轻重"), _("责任单位"), _("依据"), _("在草稿里")]


def sheet(draft: Draft, words: str) -> Iterator[Sequence[str]]:
    """Yield every line as the draft would make the list, and those that it ends."""
    own = wished_lines(draft)
    for line in own:
        if line.row is not None:
            yield [*_cells(line.row), wish(line)]
    rest = lines_in_force(draft, words).exclude(id__in=_replaced(own))
    for row in rest.iterator(chunk_size=500):
        yield [*_cells(row), ""]


def wish(line: Line) -> str:
    """Return what the draft wants with the line, in words."""
    if line.is_ended:
        return _("将停用")
    return _("有改动") if line.base else _("新加")


def _cells(row: DraftDuty | Duty) -> list[str]:
    area = row.area.name if row.area else _("全县")
    return [row.category.name, area, row.get_severity_display(), row.unit.name, row.article]


def _replaced(own: list[Line]) -> list[Any]:
    return [line.row.base_id for line in own if line.row and line.row.base_id]

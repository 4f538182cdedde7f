"""Cells: take them from a map file, rename one, retire one. Every cell lies in exactly one village (GB/T 34300-2017:
twelve digits of the village and three of its own; no overlap, the whole land covered)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from shapely.geometry.base import BaseGeometry

from linli.ground.places.actions.drafts import EDIT, CellDraft, CellReport, PlaceWrong, Problem
from linli.ground.places.actions.edition import new_edition
from linli.ground.places.actions.fitting import fitting, gaps, shape_problem
from linli.ground.places.models import Area, Cell, CellKind, Level
from linli.ground.places.queries.areas import is_in_force
from linli.ground.places.queries.locating import geometry_of
from linli.ground.places.rules import FitRules, fit_rules
from linli.lib.geojson import as_geojson
from linli.lib.permission import May, require


def place_cells(
    drafts: Sequence[CellDraft],
    *,
    actor: May,
    now: datetime,
    outlines: Mapping[str, BaseGeometry] | None = None,
    rules: FitRules | None = None,
) -> CellReport:
    """Take the cells of one file in one transaction; a known code gets the new border and name.

    What is wrong or overlaps is reported and not taken, the others are. `outlines` are WGS-84 borders of areas by
    code, to look for land that no cell holds. Raises Refused.
    """
    require(actor, EDIT)
    rules = rules or fit_rules()
    today = timezone.localdate(now)
    report = CellReport()
    with transaction.atomic():
        stored = {cell.code: cell for cell in Cell.objects.select_for_update()}
        villages = _villages(drafts)
        sound = _sound(drafts, villages, stored, today, report)
        standing = {
            code: geometry_of(cell.geometry)
            for code, cell in stored.items()
            if cell.geometry and (cell.valid_to is None or cell.valid_to >= today)
        }
        taken, problems = fitting(sound, standing, rules)
        report.problems += problems
        _write(taken, villages, stored, report)
        if report.created or report.changed:
            new_edition()
    report.problems.sort(key=lambda problem: problem.number)
    standing |= {draft.code: draft.shape for draft in taken if draft.shape is not None}
    report.gaps = gaps(standing, outlines or {}, rules)
    return report


def rename_cell(cell: Cell, name: str, *, actor: May, now: datetime) -> Cell:
    """Give a cell another name; its code stays. Raises Refused, PlaceWrong."""
    require(actor, EDIT)
    if not name.strip():
        raise PlaceWrong(_("请填写新的名称。"))
    cell.name = name.strip()
    with transaction.atomic():
        cell.save(update_fields=["name"])
        new_edition()
    return cell


def retire_cell(cell: Cell, *, on: date, successor: Cell | None, actor: May, now: datetime) -> Cell:
    """End a cell: from `on` its successor stands for it, its own last day is the one before. Raises Refused, PlaceWrong."""
    require(actor, EDIT)
    with transaction.atomic():
        cell = Cell.objects.select_for_update().get(pk=cell.pk)
        if cell.valid_to is not None:
            raise PlaceWrong(_("%(name)s已经停用。") % {"name": cell.name})
        if cell.valid_from is not None and on <= cell.valid_from:
            raise PlaceWrong(_("停用日期要晚于启用日期。"))
        if successor is not None and (successor.pk == cell.pk or not is_in_force(successor, on)):
            raise PlaceWrong(_("承接的网格在这一天没有启用，或者就是它自己。"))
        cell.valid_to, cell.successor = on - timedelta(days=1), successor
        cell.save(update_fields=["valid_to", "successor"])
        new_edition()
    return cell


def _villages(drafts: Sequence[CellDraft]) -> dict[str, Area]:
    codes = list({draft.code[:12] for draft in drafts})
    found: dict[str, Area] = {}
    for start in range(0, len(codes), 500):
        rows = Area.objects.filter(level=Level.VILLAGE, code__in=codes[start : start + 500])
        found |= {area.code: area for area in rows}
    return found


def _sound(
    drafts: Sequence[CellDraft],
    villages: Mapping[str, Area],
    stored: Mapping[str, Cell],
    today: date,
    report: CellReport,
) -> list[CellDraft]:
    """Return the drafts with nothing wrong in themselves, and report the others."""
    sound: list[CellDraft] = []
    seen: set[str] = set()
    for draft in drafts:
        reason = _wrong(draft, villages, stored, today)
        if not reason and draft.code in seen:
            reason = _("网格编码在文件里出现了两次。")
        seen.add(draft.code)
        if reason:
            report.problems.append(Problem(draft.line, draft.code, reason, draft.number))
        else:
            sound.append(draft)
    return sound


def _wrong(draft: CellDraft, villages: Mapping[str, Area], stored: Mapping[str, Cell], today: date) -> str:
    if not (len(draft.code) == 15 and draft.code.isascii() and draft.code.isdigit()):
        return _("网格编码要有15位数字：村（社区）12位，加3位序号。")
    village = villages.get(draft.code[:12])
    if village is None:
        return _("找不到编码前12位对应的村（社区）：%(code)s。") % {"code": draft.code[:12]}
    if not is_in_force(village, draft.valid_from or today):
        return _("%(name)s已经停用或尚未启用。") % {"name": village.name}
    if not draft.name:
        return _("没有名称。")
    if len(draft.name) > 100:
        return _("名称太长，最多100个字。")
    old = stored.get(draft.code)
    if old is not None and old.valid_to is not None and old.valid_to < today:
        return _("这个代码已经停用，不能再用。")
    return shape_problem(draft)


def _write(
    taken: Sequence[CellDraft], villages: Mapping[str, Area], stored: Mapping[str, Cell], report: CellReport
) -> None:
    fresh, changed = [], []
    for draft in taken:
        fields = _fields(draft)
        old = stored.get(draft.code)
        if old is None:
            village = villages[draft.code[:12]]
            fresh.append(Cell(code=draft.code, village=village, valid_from=draft.valid_from, **fields))
        elif all(getattr(old, name) == value for name, value in fields.items()):
            report.unchanged += 1
        else:
            for name, value in fields.items():
                setattr(old, name, value)
            changed.append(old)
    Cell.objects.bulk_create(fresh, batch_size=500)
    Cell.objects.bulk_update(changed, ["name", "kind", "geometry", *SIDES], batch_size=100)
    report.created = [cell.code for cell in fresh]
    report.changed = [cell.code for cell in changed]


SIDES = ("west", "south", "east", "north")


def _fields(draft: CellDraft) -> dict[str, Any]:
    kind = CellKind.DEDICATED if draft.dedicated else CellKind.ORDINARY
    geometry = as_geojson(draft.shape)
    sides = dict(zip(SIDES, geometry_of(geometry).bounds, strict=True))
    return {"name": draft.name, "kind": kind, "geometry": geometry, **sides}

"""Divisions: take them from a file, rename one, abolish one. A rename keeps the code; an abolished code stays dead
(行政区划代码管理办法, Order 79 of the Ministry of Civil Affairs, in force since 2025-09-01)."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.ground.places.actions.drafts import EDIT, AreaDraft, AreaReport, PlaceWrong, Problem
from linli.ground.places.actions.edition import new_edition
from linli.ground.places.models import Area, AreaAlias, Cell, Level
from linli.ground.places.queries.areas import in_force, is_in_force
from linli.lib.permission import May, require

BATCH = 2000
LEVELS = tuple(Level.values)
Advance = Callable[[int], object]


def place_areas(
    drafts: Iterable[AreaDraft], *, actor: May, now: datetime, advance: Advance = lambda count: None
) -> AreaReport:
    """Take divisions as a file has them, in one transaction; keyed on (level, code), so a file may come twice.

    A known code with another name is a rename: the old name becomes an alias. Rows that cannot be are reported and
    not taken. `advance` is told how many more rows are done. Raises Refused.
    """
    require(actor, EDIT)
    report = AreaReport()
    rows = _unique(drafts, report)
    with transaction.atomic():
        register = _Register(report, timezone.localdate(now))
        for level in LEVELS:
            for start in range(0, len(rows[level]), BATCH):
                batch = rows[level][start : start + BATCH]
                register.take(batch)
                advance(len(batch))
        register.link()
        new_edition()
    return report


def rename_area(area: Area, name: str, *, actor: May, now: datetime) -> Area:
    """Give a division another name from today on; the code stays, the old name becomes an alias. Raises Refused, PlaceWrong."""
    require(actor, EDIT)
    name = name.strip()
    if not name:
        raise PlaceWrong(_("请填写新的名称。"))
    if name == area.name:
        return area
    with transaction.atomic():
        _keep_name(area.pk, area.name, timezone.localdate(now))
        area.name = name
        area.save(update_fields=["name"])
        new_edition()
    return area


def abolish_area(area: Area, *, on: date, successor: Area | None, actor: May, now: datetime) -> Area:
    """End a division: from `on` its successor stands for it, its own last day is the one before. Raises Refused, PlaceWrong."""
    require(actor, EDIT)
    with transaction.atomic():
        area = Area.objects.select_for_update().get(pk=area.pk)
        _check_end(area, on, successor)
        area.valid_to, area.successor = on - timedelta(days=1), successor
        area.save(update_fields=["valid_to", "successor"])
        new_edition()
    return area


def _check_end(area: Area, on: date, successor: Area | None) -> None:
    if area.valid_to is not None:
        raise PlaceWrong(_("%(name)s已经停用。") % {"name": area.name})
    if area.valid_from is not None and on <= area.valid_from:
        raise PlaceWrong(_("停用日期要晚于启用日期。"))
    if successor is not None:
        if successor.pk == area.pk or successor.level != area.level:
            raise PlaceWrong(_("承接的区划要与原区划同级，且不是它自己。"))
        if not is_in_force(successor, on):
            raise PlaceWrong(_("承接的区划在这一天没有启用。"))
    cells = Cell.objects.filter(village=area)
    if in_force(area.children.all(), on).exists() or in_force(cells, on).exists():
        raise PlaceWrong(_("%(name)s还有在用的下级区划或网格。请先停用或调整它们。") % {"name": area.name})


def _keep_name(area: UUID, name: str, today: date) -> None:
    AreaAlias.objects.update_or_create(
        area_id=area, name=name, defaults={"valid_to": today - timedelta(days=1)}
    )


def _unique(drafts: Iterable[AreaDraft], report: AreaReport) -> dict[int, list[AreaDraft]]:
    """Sort the rows by level and refuse those that are wrong in themselves."""
    rows: dict[int, list[AreaDraft]] = {level: [] for level in LEVELS}
    seen: set[tuple[int, str]] = set()
    for draft in drafts:
        reason = _wrong(draft)
        if not reason and (draft.level, draft.code) in seen:
            reason = _("这个级别的代码在文件里出现了两次。")
        if reason:
            report.problems.append(Problem(draft.line, draft.code, reason))
            continue
        seen.add((draft.level, draft.code))
        rows[draft.level].append(draft)
    return rows


def _wrong(draft: AreaDraft) -> str:
    if draft.level not in LEVELS:
        return _("级别要填1到5：1省、2市、3县区、4乡镇街道、5村社区。")
    if not (len(draft.code) == 12 and draft.code.isascii() and draft.code.isdigit()):
        return _("区划代码要有12位数字。")
    if not draft.name:
        return _("没有名称。")
    if len(draft.name) > 100 or any(len(alias) > 100 for alias in draft.aliases):
        return _("名称太长，最多100个字。")
    if draft.valid_from and draft.valid_to and draft.valid_to < draft.valid_from:
        return _("停用日期不能早于启用日期。")
    if draft.successor and not draft.valid_to:
        return _("写了承接的区划，却没有停用日期。")
    return ""


class _Register:
    """The divisions on hand while a file is taken, highest level first, so that every parent is known before its children."""

    def __init__(self, report: AreaReport, today: date) -> None:
        self.report, self.today = report, today
        self.ids: dict[tuple[int, str], UUID] = {}
        self.successors: list[tuple[UUID, AreaDraft]] = []

    def take(self, batch: list[AreaDraft]) -> None:
        level = batch[0].level
        self._learn(level - 1, {draft.parent for draft in batch if draft.parent})
        known = {
            area.code: area for area in Area.objects.filter(level=level, code__in=[d.code for d in batch])
        }
        self.ids.update({(level, code): area.pk for code, area in known.items()})
        fresh, aliases = [], []
        for draft in batch:
            parent = self.ids.get((level - 1, draft.parent)) if draft.parent else None
            if reason := self._refusal(draft, parent, known.get(draft.code)):
                self.report.problems.append(Problem(draft.line, draft.code, reason))
                continue
            area = known.get(draft.code) or Area(
                level=level, code=draft.code, name=draft.name, parent_id=parent
            )
            if draft.code in known:
                self._update(area, draft)
            else:
                area.valid_from, area.valid_to = draft.valid_from, draft.valid_to
                fresh.append(area)
            aliases += [AreaAlias(area_id=area.pk, name=name) for name in draft.aliases if name != draft.name]
            if draft.successor:
                self.successors.append((area.pk, draft))
        Area.objects.bulk_create(fresh)
        AreaAlias.objects.bulk_create(aliases, ignore_conflicts=True)
        self.ids.update({(level, area.code): area.pk for area in fresh})
        self.report.created += [area.code for area in fresh]

    def link(self) -> None:
        """Name the successors, now that all divisions are known."""
        wanted: dict[int, set[str]] = {}
        for _key, draft in self.successors:
            wanted.setdefault(draft.level, set()).add(draft.successor)
        for level, codes in wanted.items():
            self._learn(level, codes)
        for key, draft in self.successors:
            successor = self.ids.get((draft.level, draft.successor))
            if successor is None or successor == key:
                reason = _("找不到承接的区划：%(code)s。") % {"code": draft.successor}
                self.report.problems.append(Problem(draft.line, draft.code, reason))
            else:
                Area.objects.filter(pk=key).update(successor=successor)

    def _learn(self, level: int, codes: set[str]) -> None:
        unknown = [code for code in codes if (level, code) not in self.ids]
        for start in range(0, len(unknown), BATCH):
            rows = Area.objects.filter(level=level, code__in=unknown[start : start + BATCH])
            self.ids.update({(level, code): key for code, key in rows.values_list("code", "pk")})

    def _refusal(self, draft: AreaDraft, parent: UUID | None, known: Area | None) -> str:
        if draft.parent and parent is None:
            return _("找不到上级区划：%(code)s。") % {"code": draft.parent}
        if known is None:
            return ""
        if known.valid_to is not None and known.valid_to != draft.valid_to:
            return _("这个代码已经停用，不能再用。")
        if known.parent_id is not None and parent is not None and known.parent_id != parent:
            return _("上级变了，要用新的代码；原来的代码停用。")
        return ""

    def _update(self, area: Area, draft: AreaDraft) -> None:
        changed = []
        if area.name != draft.name:
            _keep_name(area.pk, area.name, self.today)
            self.report.renamed.append((area.code, area.name, draft.name))
            area.name = draft.name
            changed.append("name")
        for name in ("valid_from", "valid_to"):
            given = getattr(draft, name)
            if given is not None and given != getattr(area, name):
                setattr(area, name, given)
                changed.append(name)
        if changed:
            area.save(update_fields=changed)
        else:
            self.report.unchanged += 1

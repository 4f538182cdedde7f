"""Units from a table: code, name, kind, area, parent, phone, aliases, dates, successor.

Rows may name parents and successors that stand further down. Importing the same table twice changes nothing.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from linli.ground.people.actor import Actor, Refused
from linli.ground.people.imports.report import Report, RowWrong, day, needed
from linli.ground.people.models import Unit, UnitAlias, UnitKind
from linli.ground.places.models import Area, Level
from linli.lib.spreadsheets import Row, open_table

NAMES = {
    "code": ["代码", "单位代码", "编码"],
    "name": ["名称", "单位名称", "单位"],
    "kind": ["类别", "单位类别", "类型"],
    "area": ["区划代码", "辖区代码", "area_code"],
    "level": ["级别", "区划级别", "area_level"],
    "parent": ["上级代码", "上级", "parent_code"],
    "phone": ["电话", "监督电话"],
    "address": ["地址"],
    "aliases": ["别名", "曾用名"],
    "valid_from": ["启用", "启用日期"],
    "valid_to": ["停用", "停用日期"],
    "successor": ["承接单位代码", "承接单位"],
}
SEPARATORS = re.compile(r"[;；、|]")


@dataclass
class _Read:
    """One row as understood; links are codes until all rows are in."""

    row: Row
    unit: Unit
    parent: str
    successor: str
    aliases: list[str]


@transaction.atomic
def import_units(source: Path | bytes, *, actor: Actor) -> Report:
    """Make or change the units of a CSV or XLSX table; bad rows are reported and the others taken.

    Raises Refused, Unreadable.
    """
    if not actor.may("people.edit"):
        raise Refused("people.edit")
    report = Report()
    areas = {(area.level, area.code): area for area in Area.objects.all()}
    before = {unit.code: unit for unit in Unit.objects.all()}
    read: dict[str, _Read] = {}
    with open_table(source, names=NAMES, required=["code", "name"]) as table:
        for row in table:
            try:
                one = _understand(row, areas, before)
                if one.unit.code in read:
                    raise RowWrong(_("代码“%(code)s”在表里出现了两次。") % {"code": one.unit.code})
                read[one.unit.code] = one
            except RowWrong as error:
                report.refuse(row, error)
        report.bad += table.bad
    _write(read, before, report)
    report.bad.sort(key=lambda bad: bad.line)
    return report


def _understand(row: Row, areas: dict[tuple[int, str], Area], before: dict[str, Unit]) -> _Read:
    code = needed(row, "code", _("代码"))
    unit = before.get(code) or Unit(code=code)
    unit.name = needed(row, "name", _("名称"))
    unit.area = _area(row, areas)
    unit.kind = _kind(row["kind"], unit.area)
    unit.phone, unit.address = row["phone"], row["address"]
    unit.valid_from, unit.valid_to = day(row, "valid_from", _("启用")), day(row, "valid_to", _("停用"))
    if unit.valid_from and unit.valid_to and unit.valid_to < unit.valid_from:
        raise RowWrong(_("停用日期早于启用日期。"))
    aliases = [alias.strip() for alias in SEPARATORS.split(row["aliases"]) if alias.strip()]
    return _Read(row, unit, row["parent"], row["successor"], aliases)


def _area(row: Row, areas: dict[tuple[int, str], Area]) -> Area:
    code = needed(row, "area", _("区划代码")).ljust(12, "0")
    level = _level(row["level"], code)
    area = areas.get((level, code))
    if area is None:
        raise RowWrong(_("没有区划 %(code)s。请先导入区划。") % {"code": code})
    return area


def _level(text: str, code: str) -> int:
    """Return the level as written (a number or its name), else as the zeros at the end of the code suggest."""
    if text.isdecimal():
        return int(text)
    for level in Level:
        if text and text in (str(level.label), level.name.lower()):
            return int(level)
    zeros = len(code) - len(code.rstrip("0"))
    ladder = ((3, Level.VILLAGE), (6, Level.TOWN), (8, Level.COUNTY), (10, Level.PREFECTURE))
    return int(next((level for bound, level in ladder if zeros < bound), Level.PROVINCE))


def _kind(text: str, area: Area) -> str:
    for kind in UnitKind:
        if text and text in (kind.value, str(kind.label)):
            return kind.value
    if text:
        raise RowWrong(_("没有“%(kind)s”这种单位类别。") % {"kind": text})
    by_level = {int(Level.VILLAGE): UnitKind.VILLAGE, int(Level.TOWN): UnitKind.TOWN}
    return by_level.get(area.level, UnitKind.DEPARTMENT).value


def _write(read: dict[str, _Read], before: dict[str, Unit], report: Report) -> None:
    for code, one in read.items():
        is_new = code not in before
        one.unit.save()
        report.added += is_new
        report.changed += not is_new
    units = before | {code: one.unit for code, one in read.items()}
    for one in read.values():
        _link(one, units, report)
        _name(one.unit, one.aliases)


def _link(one: _Read, units: dict[str, Unit], report: Report) -> None:
    for link, code in (("parent", one.parent), ("successor", one.successor)):
        try:
            _follow(one.unit, link, code, units)
        except RowWrong as error:
            report.refuse(one.row, error)
    one.unit.save(update_fields=["parent", "successor"])


def _follow(unit: Unit, link: str, code: str, units: dict[str, Unit]) -> None:
    target = units.get(code) if code else None
    if code and target is None:
        raise RowWrong(_("没有代码为“%(code)s”的单位，这一项没有填上。") % {"code": code})
    step = target
    while step is not None:
        if step.code == unit.code:
            raise RowWrong(_("上级或承接关系绕了一圈，这一项没有填上。"))
        step = getattr(step, link)
    setattr(unit, link, target)


def _name(unit: Unit, aliases: list[str]) -> None:
    known = set(UnitAlias.objects.filter(unit=unit).values_list("name", flat=True))
    UnitAlias.objects.bulk_create(
        UnitAlias(unit=unit, name=alias) for alias in dict.fromkeys(aliases) if alias not in known
    )

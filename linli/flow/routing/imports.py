"""The duty list from a table: each line one category, where it holds, and the unit that answers for it."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.core.matters.models import Category, Severity
from linli.core.registers import actions, declaration
from linli.core.registers.categories import Finder
from linli.flow.routing.models import Duty
from linli.ground.people.actor import Actor
from linli.ground.people.imports.report import Report, RowWrong, day, needed
from linli.ground.people.models import Unit
from linli.ground.people.queries.units import Directory
from linli.ground.places.models import Area
from linli.lib.spreadsheets import Row, open_table

NAMES = {
    "category": ["分类", "分类代码", "category_code"],
    "unit": ["单位", "责任单位", "单位代码", "unit_code"],
    "area": ["地域", "区划代码", "area_code"],
    "severity": ["轻重"],
    "article": ["依据"],
    "valid_from": ["启用", "启用日期"],
    "valid_to": ["停用", "停用日期"],
}


def import_duties(source: Path | bytes, *, actor: Actor, now: datetime) -> Report:
    """Add the lines that are not on the list yet; bad rows are reported and the others taken.

    Raises Refused, Unreadable.
    """
    declaration_of_list = declaration.named("duties")
    report, finder, directory = Report(), Finder(), Directory.load()
    with open_table(source, names=NAMES, required=["category", "unit"]) as table:
        for row in table:
            try:
                values = _understand(row, finder, directory, now=now)
                if Duty.objects.filter(**values).exists():
                    continue
                with transaction.atomic():
                    actions.add(declaration_of_list, values, actor=actor, now=now)
                report.added += 1
            except RowWrong as error:
                report.refuse(row, error)
            except ValidationError as error:
                report.refuse(row, RowWrong(" ".join(error.messages)))
        report.bad += table.bad
    report.bad.sort(key=lambda bad: bad.line)
    return report


def _understand(row: Row, finder: Finder, directory: Directory, *, now: datetime) -> dict[str, Any]:
    return {
        "category": _category(needed(row, "category", _("分类")), finder),
        "unit": _unit(needed(row, "unit", _("责任单位")), directory, now=now),
        "area": _area(row["area"]),
        "severity": _severity(row["severity"]),
        "article": row["article"],
        "valid_from": day(row, "valid_from", _("启用")),
        "valid_to": day(row, "valid_to", _("停用")),
    }


def _category(text: str, finder: Finder) -> Category:
    found = finder.find(text.split("/"), code=text)
    if found is None:
        raise RowWrong(_("没有分类“%(text)s”，或者有几个同名的。请写代码。") % {"text": text})
    return found


def _unit(text: str, directory: Directory, *, now: datetime) -> Unit:
    found = Unit.objects.filter(code=text).first() or directory.named(text, timezone.localdate(now))
    if found is None:
        raise RowWrong(_("没有单位“%(text)s”。请先导入单位。") % {"text": text})
    return found


def _area(text: str) -> Area | None:
    if not text:
        return None
    found = Area.objects.filter(code=text.ljust(12, "0")).order_by("-level").first()
    if found is None:
        raise RowWrong(_("没有区划 %(code)s。请先导入区划。") % {"code": text})
    return found


def _severity(text: str) -> str:
    for severity in Severity:
        if text in (severity.value, str(severity.label)):
            return severity.value
    if text:
        raise RowWrong(_("轻重写的是“%(text)s”。请写小事、大事、急事或难事。") % {"text": text})
    return ""

"""Files of one year's days: CSV or spreadsheet with `date,kind,name`, or JSON. Bad rows are told, good ones kept."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from linli.lib.days import DayKind
from linli.lib.spreadsheets import open_table

KINDS: dict[str, DayKind] = {
    **dict.fromkeys(("rest", "off", "holiday", "休息", "休", "放假", "休假"), "rest"),
    **dict.fromkeys(("work", "workday", "上班", "班", "补班", "调休上班", "工作"), "work"),
}
COLUMNS = {
    "date": ("日期",),
    "kind": ("安排", "类型"),
    "name": ("名称", "节日"),
    "year": ("年份", "年度"),
    "source": ("文件", "依据", "来源"),
    "published_on": ("公布日期",),
}
REACH_BACK = timedelta(days=31)  # a notice orders days of its year and of the December before


class Unusable(ValueError):
    """Nothing can be taken from the file; the message says what to do."""


@dataclass(frozen=True)
class Problem:
    """A row that was not taken: the line it stands on (in JSON its place in the list) and why."""

    line: int
    reason: str


@dataclass
class Sheet:
    """What a file says about one year."""

    year: int
    source: str = ""
    published_on: date | None = None
    days: dict[date, tuple[DayKind, str]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def read_sheet(path: Path, *, year: int | None = None, source: str = "") -> Sheet:
    """Read the days of one year. `year` and `source` go before what the file says. Raises Unusable, or
    spreadsheets.Unreadable for a table that is none.
    """
    head, rows, problems = _json(path) if path.suffix.lower() == ".json" else _table(path)
    sheet = Sheet(_year(year or head.get("year")), source or str(head.get("source") or ""))
    sheet.published_on = _published(head.get("published_on"))
    sheet.problems.extend(problems)
    for line, row in rows:
        if reason := _take(sheet, row):
            sheet.problems.append(Problem(line, reason))
    sheet.problems.sort(key=lambda problem: problem.line)
    return sheet


Rows = Iterable[tuple[int, dict[str, Any]]]


def _table(path: Path) -> tuple[dict[str, Any], Rows, list[Problem]]:
    with open_table(path, names=COLUMNS, required=["date", "kind"]) as table:
        rows = [(row.line, dict(row.cells)) for row in table]
        problems = [Problem(bad.line, _(bad.reason)) for bad in table.bad]
    first = rows[0][1] if rows else {}
    return {key: first.get(key) for key in ("year", "source", "published_on")}, rows, problems


def _json(path: Path) -> tuple[dict[str, Any], Rows, list[Problem]]:
    """Read {"year": …, "source": …, "days": [{"date", "kind" or "isOffDay", "name"}]}, or the list alone."""
    try:
        given = json.loads(path.read_text("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise Unusable(_("这个文件不是有效的JSON：%(error)s") % {"error": error}) from error
    head: dict[str, Any] = given if isinstance(given, dict) else {}
    days = head.get("days", []) if isinstance(given, dict) else given
    if not isinstance(days, list):
        raise Unusable(_("文件里没有日期列表“days”。"))
    return head, _json_rows(days), []


def _json_rows(days: list[Any]) -> Iterator[tuple[int, dict[str, Any]]]:
    for place, row in enumerate(days, start=1):
        known = dict(row) if isinstance(row, dict) else {}
        if isinstance(known.get("isOffDay"), bool):
            known.setdefault("kind", "rest" if known["isOffDay"] else "work")
        yield place, known


def _year(given: Any) -> int:
    text = str(given or "").strip()
    if not (text.isdigit() and 1949 <= int(text) <= 9999):
        raise Unusable(_("不知道这是哪一年的安排。请在文件中写明年份，或用--year指定。"))
    return int(text)


def _published(given: Any) -> date | None:
    try:
        return date.fromisoformat(str(given)) if given else None
    except ValueError:
        raise Unusable(_("看不懂公布日期“%(text)s”。请写成2026-11-04的样子。") % {"text": given}) from None


def _take(sheet: Sheet, row: dict[str, Any]) -> str:
    """Take one row into the sheet, or return why not."""
    text = str(row.get("date") or "").strip()
    try:
        day = date.fromisoformat(text.replace("/", "-"))
    except ValueError:
        return _("看不懂日期“%(text)s”。请写成2027-01-01的样子。") % {"text": text}
    kind = KINDS.get(str(row.get("kind") or "").strip().casefold())
    if kind is None:
        return _("看不懂安排“%(text)s”。请写rest（休息）或work（上班）。") % {"text": row.get("kind") or ""}
    if not date(sheet.year, 1, 1) - REACH_BACK <= day <= date(sheet.year, 12, 31):
        return _("%(day)s不属于%(year)s年的安排。") % {"day": day.isoformat(), "year": sheet.year}
    if str(row.get("year") or sheet.year).strip() != str(sheet.year):
        return _("一个文件只能写一年的安排，这一行是%(other)s年。") % {"other": row["year"]}
    if day in sheet.days:
        return _("%(day)s出现了两次。") % {"day": day.isoformat()}
    sheet.days[day] = (kind, str(row.get("name") or "").strip())
    return ""

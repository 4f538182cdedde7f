"""Divisions from a file: CSV, XLSX or JSON (a list of objects), with Chinese or English column names."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from linli.ground.places.actions import AreaDraft, Problem
from linli.ground.places.models import Level
from linli.lib.spreadsheets import Unreadable, open_table
from linli.lib.spreadsheets.encodings import encoding_of

NAMES = {
    "code": ["代码", "区划代码", "编码"],
    "name": ["名称", "区划名称"],
    "level": ["级别", "层级"],
    "parent": ["上级", "上级代码", "parent_code"],
    "valid_from": ["启用", "启用日期"],
    "valid_to": ["停用", "停用日期"],
    "successor": ["承接", "承接代码"],
    "aliases": ["别名", "曾用名"],
}
ENDS = {2: 1, 4: 2, 6: 3, 9: 4, 12: 5}  # how many digits say which level
DIGITS = {level: digits for digits, level in ENDS.items()}
LEVELS = {label: level for level in Level.values for label in (str(level), Level(level).name.lower())} | {
    "省": 1,
    "市": 2,
    "县": 3,
    "区": 3,
    "县区": 3,
    "乡镇": 4,
    "街道": 4,
    "乡镇街道": 4,
    "村": 5,
    "社区": 5,
    "村社区": 5,
}


@dataclass
class AreaFile:
    drafts: list[AreaDraft] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_areas(source: Path) -> AreaFile:
    """Read a file of divisions; rows that cannot be read are kept in `problems`. Raises Unreadable.

    Without a level it follows from the zeros at the end of the code; without a parent column the parent follows
    from the code.
    """
    found = AreaFile()
    with source.open("rb") as stream:
        head = stream.read(64).lstrip(b"\xef\xbb\xbf \r\n\t")
    if head.startswith(b"["):
        for number, row in enumerate(_json(source), start=1):
            _take(found, number, {key: _plain(value) for key, value in row.items()}, "parent" in row)
        return found
    with open_table(source, names=NAMES, required=["code", "name"]) as table:
        for line in table:
            _take(found, line.line, line.cells, "parent" in table.columns)
    found.problems += [Problem(bad.line, "", bad.reason) for bad in table.bad]
    return found


def _json(source: Path) -> list[dict[str, Any]]:
    data = source.read_bytes()
    try:
        rows = json.loads(data.decode(encoding_of(BytesIO(data))))
    except ValueError as error:
        raise Unreadable("not_a_table") from error
    if not all(isinstance(row, dict) for row in rows):
        raise Unreadable("not_a_table")
    return list(rows)


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return ";".join(str(part) for part in value)
    return "" if value is None else str(value).strip()


def _take(found: AreaFile, line: int, row: Mapping[str, str], has_parent: bool) -> None:
    code = row.get("code", "")
    if not (code.isascii() and code.isdigit() and len(code) <= 12):
        found.problems.append(Problem(line, code, _("区划代码要有12位数字。")))
        return
    level = LEVELS.get(row.get("level", "")) if row.get("level") else _level(code)
    if level is None:
        found.problems.append(Problem(line, code, _("级别要填1到5：1省、2市、3县区、4乡镇街道、5村社区。")))
        return
    parent = row.get("parent", "").ljust(12, "0") if row.get("parent") else ""
    if not has_parent and level > Level.PROVINCE:
        parent = code[: DIGITS[level - 1]].ljust(12, "0")
    try:
        since, until = _day(row.get("valid_from", "")), _day(row.get("valid_to", ""))
    except ValueError:
        found.problems.append(Problem(line, code, _("日期要写成2026-03-06这样。")))
        return
    successor = row.get("successor", "").ljust(12, "0") if row.get("successor") else ""
    aliases = tuple(
        part.strip() for part in row.get("aliases", "").replace("；", ";").split(";") if part.strip()
    )
    draft = AreaDraft(
        level, code.ljust(12, "0"), row.get("name", ""), parent, since, until, successor, aliases, line
    )
    found.drafts.append(draft)


def _level(code: str) -> int:
    full = code.ljust(12, "0")
    return next(level for digits, level in ENDS.items() if not full[digits:].strip("0"))


def _day(text: str) -> date | None:
    return date.fromisoformat(text.replace("/", "-")[:10]) if text else None

"""Read a category tree: CSV, XLSX or text with one column a level, or with code, name and parent; or JSON, nested or flat."""

import json
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from linli.core.registers.categories.mapping import Mapping
from linli.core.registers.categories.nodes import Place, Tree
from linli.core.registers.categories.objects import flat_rows, is_nested, read_nested
from linli.lib.spreadsheets import Row, Unreadable, open_table

LONGEST_NAME = 100
LONGEST_CODE = 64
Cells = dict[str, str]


def read(path: Path, mapping: Mapping | None = None) -> Tree:
    """Return the tree in `path`, with what could not be taken. Raises Unreadable, WrongMapping."""
    mapping = mapping or Mapping()
    if path.suffix.lower() == ".json":
        return _read_json(path, mapping)
    tree = Tree()
    with open_table(path) as table:
        said = mapping.filled_for(table.columns)
        rows = [(row.line, _cells(row)) for row in table]
        _read_rows(rows, said, tree)
        tree.bad.extend(table.bad)
    tree.rows += len(table.bad)
    tree.bad.sort(key=lambda bad: bad.line)
    return tree


def _cells(row: Row) -> Cells:
    return dict(row.cells)


def _read_json(path: Path, mapping: Mapping) -> Tree:
    try:
        data: Any = json.loads(path.read_bytes())
    except ValueError as error:
        raise Unreadable("not_a_table") from error
    tree = Tree()
    if is_nested(data, mapping):
        read_nested(data, mapping, tree)
        return tree
    rows = flat_rows(data)
    columns = list(dict.fromkeys(key for _line, cells in rows for key in cells))
    _read_rows(rows, mapping.filled_for(columns), tree)
    return tree


def _read_rows(rows: list[tuple[int, Cells]], mapping: Mapping, tree: Tree) -> None:
    tree.rows = len(rows)
    taken: set[Place] = set()
    by_code = _by_code(rows, mapping)
    for line, cells in rows:
        try:
            place = _levels_of(cells, mapping) if mapping.levels else _place_of(cells, by_code, mapping)
            _check(place, taken)
        except _NoPlace as error:
            tree.refuse(line, str(error))
        else:
            taken.add(place)
            tree.add(line, place, in_use=cells.get("is_active", "true") != "false")


def _levels_of(cells: Cells, mapping: Mapping) -> Place:
    names = [cells.get(column, "") for column in mapping.levels]
    codes = [cells.get(column, "") for column in mapping.level_codes] or [""] * len(names)
    while names and not names[-1]:
        names.pop()
    if not all(names):
        raise _NoPlace(_("缺少上级名称。"))
    return tuple(zip(names, codes, strict=False))


def _by_code(rows: list[tuple[int, Cells]], mapping: Mapping) -> dict[str, Cells]:
    if not mapping.code:
        return {}
    return {cells[mapping.code]: cells for _line, cells in reversed(rows) if cells.get(mapping.code)}


class _NoPlace(Exception):
    """The row hangs nowhere, or cannot be kept."""


def _check(place: Place, taken: set[Place]) -> None:
    if not place:
        raise _NoPlace(_("没有分类名称。"))
    if reason := wrong(place) or (_("与前面的行重复。") if place in taken else ""):
        raise _NoPlace(reason)


def _place_of(cells: Cells, by_code: dict[str, Cells], mapping: Mapping) -> Place:
    """Follow the parents up by code, in whatever order the rows are; a parent without a row is made from its name."""
    place: list[tuple[str, str]] = []
    seen: set[int] = set()
    current: Cells | None = cells
    while current is not None:
        if id(current) in seen:
            raise _NoPlace(_("上级绕成一圈。"))
        seen.add(id(current))
        name = current.get(mapping.name, "")
        if not name:
            raise _NoPlace(_("没有分类名称。"))
        place.append((name, current.get(mapping.code, "") if mapping.code else ""))
        parent = current.get(mapping.parent, "") if mapping.parent else ""
        above = by_code.get(parent)
        if parent and above is None:
            parent_name = current.get(mapping.parent_name, "") if mapping.parent_name else ""
            if not parent_name:
                raise _NoPlace(_("找不到上级“%(parent)s”。") % {"parent": parent})
            place.append((parent_name, parent))
        current = above
    return tuple(reversed(place))


def wrong(place: Place) -> str:
    """Return what makes a node impossible to keep, "" if nothing does."""
    if any(len(name) > LONGEST_NAME for name, _code in place):
        return _("名称超过100个字。")
    if any(len(code) > LONGEST_CODE for _name, code in place):
        return _("代码超过64个字符。")
    return ""

"""Category trees in JSON: nested, or a flat list, or the dump of a database table."""

from typing import Any

from django.utils.translation import gettext as _

from linli.core.registers.categories.mapping import CHILDREN, CODE, NAME, Mapping, first
from linli.core.registers.categories.nodes import Place, Tree
from linli.lib.spreadsheets import Unreadable


def is_nested(data: Any, mapping: Mapping) -> bool:
    """Tell whether some object of the list has children inside it."""
    return bool(mapping.children) or any(first(CHILDREN, item) for item in _objects(data))


def _objects(data: Any) -> list[dict[str, Any]]:
    """Return the list of objects that the file is, or that one of its keys holds."""
    if isinstance(data, dict):
        data = next((value for value in data.values() if isinstance(value, list)), [data])
    if not isinstance(data, list) or not data or not any(isinstance(item, dict) for item in data):
        raise Unreadable("not_a_table")
    return [item for item in data if isinstance(item, dict)]


def read_nested(data: Any, mapping: Mapping, tree: Tree) -> None:
    """Take a tree of objects; lines are counted by objects, since JSON has none."""
    _descend(_objects(data), (), mapping, tree)


def _descend(items: list[Any], above: Place, mapping: Mapping, tree: Tree) -> None:
    from linli.core.registers.categories.reading import wrong

    for item in items:
        tree.rows += 1
        line = tree.rows
        keys = item if isinstance(item, dict) else {}
        name = _text(keys.get(mapping.name or first(NAME, keys))) or (item if isinstance(item, str) else "")
        code = _text(keys.get(mapping.code or first(CODE, keys)))
        place = (*above, (name, "" if code == name else code))
        if not name:
            tree.refuse(line, _("没有分类名称。"))
            continue
        if reason := wrong(place) or (_("与前面的行重复。") if place in tree.nodes else ""):
            tree.refuse(line, reason)
        else:
            tree.add(line, place)
        children = keys.get(mapping.children or first(CHILDREN, keys))
        if isinstance(children, list):
            _descend(children, place, mapping, tree)


def flat_rows(data: Any) -> list[tuple[int, dict[str, str]]]:
    """Return the objects as rows; those of a table's dump ({"pk": …, "fields": {…}}) with their key as `id`."""
    rows = []
    for number, item in enumerate(_objects(data), start=1):
        if isinstance(item.get("fields"), dict):
            item = {"id": item.get("pk"), **item["fields"]}  # noqa: PLW2901
        rows.append((number, {str(key): _text(value) for key, value in item.items()}))
    return rows


def _text(value: Any) -> str:
    if value is None or isinstance(value, list | dict):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value).strip()

"""Past orders from a table (CSV, also packed with gzip, or XLSX) with the columns that hotline systems give out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from linli.flow.routing.learning.learner.orders import Order
from linli.lib.spreadsheets import BadRow, Row, open_table

COLUMNS = {
    "create_time": ["受理日期", "日期"],
    "street": ["乡镇街道"],
    "street_code": ["乡镇街道代码"],
    "community": ["村社区"],
    "community_code": ["村社区代码"],
    "dispose_unit": ["处置单位"],
    "dispose_unit_id": ["处置单位代码"],
    "source": ["来源"],
    "property": ["性质"],
    **{f"type_l{level}": [f"{word}级分类"] for level, word in enumerate("一二三", start=1)},
    **{f"type_l{level}_id": [f"{word}级分类代码"] for level, word in enumerate("一二三", start=1)},
}
NEEDED = ["create_time", "dispose_unit", "type_l1"]
PLACES = (("street", "street_code"), ("community", "community_code"))
CATEGORIES = tuple((f"type_l{level}", f"type_l{level}_id") for level in (1, 2, 3))
UNSAID = ("", "-")
DAY_WRONG = "日期写得不对。请写成 2026-03-02 这样。"


@dataclass
class Orders:
    """The orders of one table in the order of their days, the names of all codes in it, and the rows not taken."""

    orders: list[Order] = field(default_factory=list)
    units: dict[str, str] = field(default_factory=dict)
    areas: dict[str, str] = field(default_factory=dict)
    categories: dict[str, tuple[str, ...]] = field(default_factory=dict)
    bad: list[BadRow] = field(default_factory=list)


def read_orders(source: Path | bytes) -> Orders:
    """Read all orders of `source`. Raises Unreadable."""
    read = Orders()
    with open_table(source, names=COLUMNS, required=NEEDED) as table:
        read.orders = list(_orders(table, read))
        read.bad += table.bad
    read.orders.sort(key=lambda order: order.day)
    read.bad.sort(key=lambda bad: bad.line)
    return read


def _orders(rows: Iterable[Row], read: Orders) -> Iterator[Order]:
    for row in rows:
        try:
            day = date.fromisoformat(row["create_time"][:10])
        except ValueError:
            read.bad.append(BadRow(row.line, DAY_WRONG))
            continue
        category, names = _levels(row, CATEGORIES)
        place, place_names = _levels(row, PLACES)
        unit_name = _said(row["dispose_unit"])
        unit = _said(row["dispose_unit_id"]) or unit_name
        read.units[unit] = unit_name or unit
        read.categories |= {code: names[: depth + 1] for depth, code in enumerate(category)}
        read.areas |= dict(zip(place, place_names, strict=True))
        channel, nature = _said(row["source"]), _said(row["property"])
        yield Order(day, category, place, channel, nature, place_names, unit=unit, unit_name=unit_name)


def _levels(row: Row, columns: Iterable[tuple[str, str]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the codes and the names of the levels that the row says; a level without a code goes by its name."""
    said = [
        (_said(row[code]) or _said(row[name]), _said(row[name]) or _said(row[code])) for name, code in columns
    ]
    return tuple(code for code, _ in said if code), tuple(name for code, name in said if code)


def _said(text: str) -> str:
    return "" if text in UNSAID else text

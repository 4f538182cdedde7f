"""Past orders from a table (CSV, also packed with gzip, or XLSX) with the columns that hotline systems give out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from linli.flow.routing.learning.orders import Order
from linli.lib.spreadsheets import BadRow, Row, open_table

COLUMNS = {
    "day": ["create_time"],
    "town": ["street_code"],
    "town_name": ["street"],
    "village": ["community_code"],
    "village_name": ["community"],
    "unit": ["dispose_unit_id"],
    "unit_name": ["dispose_unit"],
    "channel": ["source"],
    "nature": ["property"],
    **{f"category_{level}": [f"type_l{level}_id"] for level in (1, 2, 3)},
    **{f"category_{level}_name": [f"type_l{level}"] for level in (1, 2, 3)},
}
NEEDED = ["day", "unit_name", "category_1_name", "category_3_name"]
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
            day = date.fromisoformat(row["day"][:10])
        except ValueError:
            read.bad.append(BadRow(row.line, DAY_WRONG))
            continue
        category, names = _levels(row, "category_1", "category_2", "category_3")
        place, place_names = _levels(row, "town", "village")
        unit_name = _said(row["unit_name"])
        unit = _said(row["unit"]) or unit_name
        read.units[unit] = unit_name or unit
        read.categories |= {code: names[: depth + 1] for depth, code in enumerate(category)}
        read.areas |= dict(zip(place, place_names, strict=True))
        yield Order(day, category, place, _said(row["channel"]), _said(row["nature"]), unit, unit_name)


def _levels(row: Row, *columns: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the codes and the names of the levels that the row says; a level without a code goes by its name."""
    names = [_said(row[f"{column}_name"]) for column in columns]
    pairs = [(_said(row[column]) or name, name) for column, name in zip(columns, names, strict=True)]
    said = [(code, name or code) for code, name in pairs if code]
    return tuple(code for code, _ in said), tuple(name for _, name in said)


def _said(text: str) -> str:
    return "" if text in UNSAID else text

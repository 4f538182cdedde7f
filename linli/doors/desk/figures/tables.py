"""A table of figures: one line a value, every number with the list it counts; on a page, and to take away."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from linli.doors.desk.figures.asked import Asked
from linli.doors.desk.figures.behind import Lists
from linli.flow.statistics import words
from linli.flow.statistics.queries import Row, table, total
from linli.flow.statistics.queries.rows import RATES
from linli.ground.people.actor import Actor
from linli.lib.spreadsheets.writing import Value

COUNTS = (
    "received",
    "open",
    "overdue",
    "closed",
    "not_solved",
    "returned",
    "reopened",
    "late_claimed",
    "excluded",
)
MOST = 5_000
DEEPER = ("town", "village", "unit")


@dataclass(frozen=True)
class Number:
    """One number and its list; "" where there is nothing to list."""

    value: int
    url: str


@dataclass(frozen=True)
class Portion:
    percent: str
    numerator: Number
    denominator: Number


@dataclass(frozen=True)
class Line:
    """One value of the dimension; `deeper` leads to its own figures or to the categories below it."""

    label: str
    deeper: str
    counts: Sequence[Number]
    rates: Sequence[Portion]


def lines(dimension: str, asked: Asked, *, actor: Actor, below: str = "", limit: int = 500) -> list[Line]:
    """Return the table. Raises Refused."""
    rows = table(dimension, asked.months, actor=actor, scope=str(asked.scope), below=below, limit=limit)
    return [_line(row, dimension, asked) for row in rows]


def _line(row: Row, dimension: str, asked: Asked) -> Line:
    lists = Lists(asked.scope, asked.months)

    def number(measure: str) -> Number:
        value = row.counts[measure]
        return Number(value, lists.url(measure, dimension, row.key) if value else "")

    rates = [Portion(rate.percent, number(rate.name), number(rate.of)) for rate in row.rates]
    return Line(row.label, _deeper(row, dimension, asked), [number(name) for name in COUNTS], rates)


def _deeper(row: Row, dimension: str, asked: Asked) -> str:
    if not row.key:
        return ""
    if dimension == "category":
        return asked.url("desk:figures-table", "category", below=row.key)
    is_wide = asked.scope.kind == "centre" or (asked.scope.kind, dimension) == ("town", "village")
    return asked.of_scope(f"{dimension}:{row.key}") if dimension in DEEPER and is_wide else ""


def headings() -> tuple[list[str], list[str]]:
    """Return the headings of the counts and of the rates."""
    return [str(words.MEASURES[name]) for name in COUNTS], [
        str(words.RATES[name].name) for name, _of in RATES
    ]


def sheet_header(dimension: str) -> list[str]:
    """Return the first line of the table to take away: each rate by both of its numbers, and itself."""
    counts, _rates = headings()
    rates = [
        text
        for name, of in RATES
        for text in (
            words.MEASURES[name],
            words.MEASURES[of],
            _("%(rate)s（%%）") % {"rate": words.RATES[name].name},
        )
    ]
    return [str(words.DIMENSIONS[dimension]), *counts, *map(str, rates)]


def sheet_lines(dimension: str, asked: Asked, *, actor: Actor, below: str = "") -> Iterator[Sequence[Value]]:
    rows = table(dimension, asked.months, actor=actor, scope=str(asked.scope), below=below, limit=MOST)
    for row in [*rows, total(asked.months, actor=actor, scope=str(asked.scope))]:
        cells: list[Value] = [row.label if row in rows else _("合计"), *(row.counts[name] for name in COUNTS)]
        for rate in row.rates:
            share = round(100 * rate.share, 1) if rate.share is not None else None
            cells += [rate.numerator, rate.denominator, share]
        yield cells

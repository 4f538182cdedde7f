"""The page of figures as the parts that draw it, and as lines of a spreadsheet."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from linli.capabilities.petitions.figures.asked import BY, Asked
from linli.capabilities.petitions.figures.counting import tables
from linli.capabilities.petitions.figures.counting.measures import COUNTS, DIMENSIONS, MEASURES, SHARES
from linli.capabilities.petitions.figures.counting.reading import Counted
from linli.capabilities.petitions.figures.counting.sealed import Month, whole
from linli.capabilities.petitions.figures.counting.tables import Line
from linli.capabilities.petitions.figures.report.figures import organ_table
from linli.capabilities.petitions.figures.report.words import told
from linli.capabilities.petitions.models import Klass
from linli.ground.look import parts
from linli.lib.spreadsheets.writing import Value

SHOWN = 12
SEALED: tuple[str, ...] = ("received", "transferred", "tell_due", "told", "concluded")


@dataclass(frozen=True)
class Number:
    value: int
    url: str


@dataclass(frozen=True)
class Portion:
    """One share of a line: both numbers with their lists, and how many are not due yet."""

    percent: str
    numerator: Number
    denominator: Number
    waiting: Number | None


@dataclass(frozen=True)
class Drawn:
    """One line of the table; `deeper` narrows the page to it."""

    label: str
    deeper: str
    counts: Sequence[Number]
    shares: Sequence[Portion]


def counts(line: Line, asked: Asked) -> list[parts.Figure]:
    return [
        parts.Figure(str(MEASURES[name]), line.counts[name], url=asked.list_url(name))
        for name in ("received", "accepted", "referred")
    ]


def shares(line: Line, asked: Asked) -> list[parts.Figure]:
    return [
        parts.Figure(
            str(share.words), numerator, denominator, url=asked.list_url(share.name), note=_waiting(waiting)
        )
        for share, numerator, denominator, waiting in line.shares
    ]


def _waiting(waiting: int) -> str:
    return _("还没到期%(n)s") % {"n": waiting} if waiting else ""


def definitions(line: Line, asked: Asked) -> list[dict[str, Any]]:
    """Return how each share is worked out, its numbers with their lists."""
    return [
        {"share": share, "portion": portion}
        for (share, *_rest), portion in zip(line.shares, _portions(line, asked, "", ""), strict=True)
    ]


def lines(counted: Counted, asked: Asked) -> list[Drawn]:
    rows = tables.table(counted, asked.by, asked.stretch)
    return [_drawn(row, asked) for row in rows]


def _drawn(row: Line, asked: Asked) -> Drawn:
    deeper = "" if asked.by == "month" else asked.url(**{asked.by: row.key or "-"})
    numbers = [_number(row, name, asked, asked.by, row.key) for name in COUNTS]
    return Drawn(row.label, deeper, numbers, _portions(row, asked, asked.by, row.key))


def _number(row: Line, measure: str, asked: Asked, dimension: str, key: str) -> Number:
    value = row.counts[measure]
    return Number(value, asked.list_url(measure, dimension, key) if value else "")


def _portions(row: Line, asked: Asked, dimension: str, key: str) -> list[Portion]:
    return [
        Portion(
            f"{100 * numerator / denominator:.1f}%" if denominator else "–",
            _number(row, share.name, asked, dimension, key),
            _number(row, share.of, asked, dimension, key),
            _number(row, share.waiting, asked, dimension, key) if share.waiting else None,
        )
        for share, numerator, denominator, _rest in row.shares
    ]


def trend(counted: Counted, asked: Asked) -> parts.Trend:
    rows = tables.table(counted, "month", asked.stretch)
    series = [
        (
            str(MEASURES[name]),
            [
                parts.Point(row.label, row.counts[name], asked.list_url(name, "month", row.key))
                for row in rows
            ],
        )
        for name in ("received", "answered")
    ]
    return parts.Trend(_("每个月收到的，和其中按期答复的"), series, label_name=_("月份"), unit=_("件"))


def bars(counted: Counted, asked: Asked, dimension: str) -> parts.Bars:
    rows = [row for row in tables.table(counted, dimension, asked.stretch) if row.counts["received"]][:SHOWN]
    drawn = [
        parts.Bar(row.label, row.counts["received"], url=asked.list_url("received", dimension, row.key))
        for row in rows
    ]
    words = str(DIMENSIONS[dimension])
    return parts.Bars(words, drawn, label_name=words, value_name=str(MEASURES["received"]))


def organs(counted: Counted, asked: Asked) -> parts.Bars:
    """Return the organs that claims are about as they may be published; each opens its list for those who may see it."""
    claims = [pair for pair in counted if pair[0].klass == Klass.CLAIM]
    table = organ_table(claims, on=asked.stretch.until)
    shown = [(key, cell) for key, cell in table.cells.items() if cell.sign == "shown"]
    largest = sorted(shown, key=lambda pair: -(pair[1].value or 0))
    names = tables.labels("organ", [key for key, _cell in largest])
    drawn = [
        parts.Bar(names.get(key, key), cell.value or 0, url=asked.list_url("received", "organ", key))
        for key, cell in largest
    ]
    few = sum(cell.sign == "few" for cell in table.cells.values())
    if few:
        label = _("其他%(n)s个机关、单位，各") % {"n": few}
        drawn.append(parts.Bar(label, 0, words=told(("few", None, None), table.fewest)))
    return parts.Bars(
        str(DIMENSIONS["organ"]), drawn, label_name=str(DIMENSIONS["organ"]), value_name=_("件数")
    )


def chips(asked: Asked) -> list[tuple[str, str]]:
    """Return what the page is narrowed to, as (words, address without it)."""
    found = []
    for dimension, key in asked.chosen.items():
        names = tables.labels(dimension, [] if key == "-" else [key])
        label = names.get("" if key == "-" else key, key)
        found.append((f"{DIMENSIONS[dimension]}：{label}", asked.without(dimension)))
    return found


def by(asked: Asked) -> list[tuple[str, str, bool]]:
    return [(str(DIMENSIONS[name]), asked.url(by=name), name == asked.by) for name in BY]


def headings() -> tuple[list[str], list[str]]:
    return [str(MEASURES[name]) for name in COUNTS], [str(share.words) for share in SHARES]


def sheet_header(asked: Asked) -> list[str]:
    """Return the first line of the table to take away: each share by its numbers, and itself."""
    told_of = [
        str(words)
        for share in SHARES
        for words in (
            MEASURES[share.name],
            MEASURES[share.of],
            _("%(share)s（%%）") % {"share": share.words},
            *((MEASURES[share.waiting],) if share.waiting else ()),
        )
    ]
    return [str(DIMENSIONS[asked.by]), *headings()[0], *told_of]


def sheet(counted: Counted, asked: Asked) -> Iterator[Sequence[Value]]:
    for row in [*tables.table(counted, asked.by, asked.stretch), tables.total(counted)]:
        cells: list[Value] = [row.label, *(row.counts[name] for name in COUNTS)]
        for share, numerator, denominator, waiting in row.shares:
            percent = round(100 * numerator / denominator, 1) if denominator else None
            cells += [numerator, denominator, percent, *((waiting,) if share.waiting else ())]
        yield cells


def sealed_headings() -> list[str]:
    return [_("收到"), _("移送纪检监察"), _("该告知的"), _("按时告知"), _("有了结果")]


def sealed_lines(rows: Sequence[Month]) -> list[tuple[str, list[int]]]:
    every = [*rows, whole(rows)]
    return [(row.key or _("合计"), [getattr(row, name) for name in SEALED]) for row in every]

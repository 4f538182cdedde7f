"""A report as the parts that draw it: tables beside their charts, shares with both numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from linli.capabilities.petitions.figures.counting.measures import DIMENSIONS, MEASURES, SHARES, Share
from linli.capabilities.petitions.figures.models import Kind, Report
from linli.capabilities.petitions.figures.report.chapters import CHAPTERS
from linli.capabilities.petitions.figures.report.words import percent, told
from linli.capabilities.petitions.models import Form, Klass
from linli.ground.look import parts

CODES: Mapping[str, Mapping[str, object]] = {
    "klass": dict(Klass.choices),
    "form": dict(Form.choices),
    "conclusion": MEASURES,
}
OF_CHAPTER = {
    "overview": ("klass", "form", "conclusion", "month"),
    "fields": ("category",),
    "organs": ("organ",),
}
NUMBERS = {
    "overview": ("accepted", "referred", "review_asked", "adopted"),
    "transfers": ("transferred", "objected", "objection_agreed", "supervised", "listed", "extended"),
}


@dataclass(frozen=True)
class Row:
    """One number: `words` as it is published; `lowest`: how long its bar is, None for none."""

    label: str
    words: str
    lowest: int | None


@dataclass(frozen=True)
class Table:
    """Rows that tell something; `few`: the names of all that have fewer than may be said, in an order that says nothing."""

    name: str
    title: str
    rows: Sequence[Row]
    few: Sequence[str]
    total: str
    fewest: int
    is_withheld: bool

    @property
    def few_words(self) -> str:
        if not self.few:
            return ""
        return _("各少于%(n)s件的有：%(names)s。") % {"n": self.fewest, "names": "、".join(self.few)}

    @property
    def bars(self) -> parts.Bars:
        drawn = [parts.Bar(row.label, row.lowest or 0, words=row.words) for row in self.rows]
        return parts.Bars(self.title, drawn, label_name=self.title, value_name=_("件数"))


@dataclass(frozen=True)
class Portion:
    share: Share
    percent: str
    parts: str
    waiting: str


@dataclass(frozen=True)
class ProposalLine:
    label: str
    made: int
    answered: int
    adopted: int
    declined: int


@dataclass(frozen=True)
class Chapter:
    name: str
    title: str
    paragraphs: Sequence[str]
    tables: Sequence[Table]
    numbers: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Page:
    report: Report
    chapters: Sequence[Chapter]
    tables: Mapping[str, Table]
    shares: Sequence[Portion]
    proposals: Sequence[ProposalLine]
    edition_words: str


def page(report: Report) -> Page:
    """Return a report, published or draft, as it is shown."""
    figures = report.figures
    made = {name: _table(name, said, figures["fewest"]) for name, said in figures["tables"].items()}
    return Page(
        report,
        [_chapter(name, report, made) for name in CHAPTERS],
        made,
        [_portion(each, figures) for each in SHARES],
        [_proposals(kind, counts) for kind, counts in figures["proposals"].items()],
        _("第%(n)s版（更正）") % {"n": report.edition} if report.edition > 1 else "",
    )


def _chapter(name: str, report: Report, made: Mapping[str, Table]) -> Chapter:
    figures = report.figures
    numbers = [
        (str(_number_name(each)), told(figures["numbers"][each], figures["fewest"]))
        for each in NUMBERS.get(name, ())
    ]
    lines = [line.strip() for line in report.texts.get(name, "").splitlines() if line.strip()]
    return Chapter(
        name, str(CHAPTERS[name]), lines, [made[each] for each in OF_CHAPTER.get(name, ())], numbers
    )


def _number_name(name: str) -> object:
    own = {"transferred": _("转送、交办"), "supervised": _("督办"), "listed": _("挂牌督办")}
    return own.get(name) or MEASURES[name]


def _table(name: str, said: Mapping[str, Any], fewest: int) -> Table:
    title = _("处理意见") if name == "conclusion" else str(DIMENSIONS[name])
    words = CODES.get(name, {})
    every = [Row(str(words.get(row[0], row[0])), told(row[1:], fewest), row[2]) for row in said["rows"]]
    signs = [row[1] for row in said["rows"]]
    is_withheld = "withheld" in signs
    rows, few = every, list[str]()
    if name in ("organ", "category"):
        large = [row for row, sign in zip(every, signs, strict=True) if sign in ("shown", "range")]
        rows = sorted(large, key=lambda row: -(row.lowest or 0))
        few = [row.label for row, sign in zip(every, signs, strict=True) if sign == "few"]
    total = "" if said["total"][0] == "withheld" else told(said["total"], fewest)
    return Table(name, title, [] if is_withheld else rows, few, total, fewest, is_withheld)


def _portion(share: Share, figures: Mapping[str, Any]) -> Portion:
    said, fewest = figures["shares"][share.name], figures["fewest"]
    if said is None:
        return Portion(share, _("不公布"), _("不到%(n)s件") % {"n": fewest}, "")
    waiting = told(said[2:], fewest) if share.waiting else ""
    return Portion(share, percent(said[0], said[1]), f"{said[0]} / {said[1]}", waiting)


def _proposals(kind: str, counts: Mapping[str, int]) -> ProposalLine:
    adopted = counts["adopted"] + counts["partly"]
    return ProposalLine(
        str(Kind(kind).label), counts["made"], counts["answered"], adopted, counts["declined"]
    )

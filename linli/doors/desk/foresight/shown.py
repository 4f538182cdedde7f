"""The forecast in words: each matter with the arithmetic that puts it at risk."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.core.matters.models import Matter
from linli.core.procedures.taking import procedure_of
from linli.flow.outcomes.foresight.forecast import Risk
from linli.flow.outcomes.foresight.queries import Board
from linli.ground.look import parts
from linli.lib.spreadsheets.writing import Value

GIVING = ("reassign", "assign")


@dataclass(frozen=True)
class Row:
    """One matter that will be late, and why."""

    matter: Matter
    why: str


@dataclass(frozen=True)
class Advice:
    """The one hand-over that helps most; `url` leads to its form, "" where the reader cannot take that step now."""

    matter: Matter
    sentence: str
    url: str


def rows(board: Board) -> list[Row]:
    return [Row(board.matters[risk.job.matter], why(risk, board)) for risk in board.risks]


def why(risk: Risk, board: Board) -> str:
    """Return the arithmetic as a sentence."""
    handler = board.matters[risk.job.matter].handler
    if handler is None:
        return _("还没有人接手")
    if not risk.place:
        return _("经办人%(name)s不在岗，或者不在这个单位了") % {"name": handler.name}
    return _(
        "%(name)s平均每个工作日答复%(pace)s件，这件排在第%(place)s，要%(needs)s个工作日，只剩%(left)s个"
    ) % {
        "name": handler.name,
        "pace": f"{board.paces[handler.id]:.1f}",
        "place": risk.place,
        "needs": f"{risk.needs:.1f}",
        "left": f"{max(risk.job.left, 0):.1f}",
    }


def advice(board: Board) -> Advice | None:
    """Return the hand-over that saves most matters, in words."""
    if board.move is None:
        return None
    matter = board.matters[board.move.job.matter]
    said = {
        "number": matter.number,
        "title": matter.title,
        "to": board.staff[board.move.to].name,
        "n": board.move.saves,
    }
    steps = {step.name for step in procedure_of(matter).steps_from(matter.state)}
    step = next((name for name in GIVING if name in steps), "")
    url = reverse("desk:form", args=[matter.number, step]) if step else ""
    if matter.handler:
        said["from"] = matter.handler.name
        sentence = _("把“%(title)s”从%(from)s换给%(to)s，可以少%(n)s件超期。")
    else:
        sentence = _("把没有人接手的“%(title)s”交给%(to)s，可以少%(n)s件超期。")
    return Advice(matter, sentence % said, url)


def by_unit(board: Board) -> parts.Bars:
    """Return how many matters will be late in each unit, most first."""
    counts = Counter(board.matters[risk.job.matter].unit.name for risk in board.risks)
    bars = [parts.Bar(name, count) for name, count in counts.most_common()]
    return parts.Bars(_("各单位可能超期的事项"), bars, label_name=_("单位"), value_name=_("件"))


def header() -> list[str]:
    return [_("编号"), _("标题"), _("单位"), _("经办人"), _("到期"), _("为什么")]


def lines(board: Board) -> Iterator[Sequence[Value]]:
    for row in rows(board):
        handler = row.matter.handler.name if row.matter.handler else ""
        due = timezone.localtime(row.matter.due_at) if row.matter.due_at else None
        yield [row.matter.number, row.matter.title, row.matter.unit.name, handler, due, row.why]

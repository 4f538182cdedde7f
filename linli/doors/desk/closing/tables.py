"""The lists as tables to take away."""

from collections.abc import Iterable, Iterator, Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from linli.flow.outcomes.commitments.models import Commitment
from linli.flow.outcomes.evidence.entry_texts import HOW
from linli.flow.outcomes.evidence.models import Verification
from linli.flow.outcomes.names import OUTCOMES, SATISFIED, SOLVED
from linli.flow.outcomes.visits.models import Visit
from linli.flow.outcomes.visits.queries import Ended
from linli.lib.spreadsheets.writing import Value


def verification_header() -> list[str]:
    return [
        *(_("编号"), _("标题"), _("责任单位"), _("答复时间"), _("为什么核查"), _("抽签号")),
        *(_("结果"), _("怎么核查的"), _("核查人"), _("核查时间")),
    ]


def verification_lines(rows: Iterable[Verification]) -> Iterator[Sequence[Value]]:
    for row in rows:
        yield [
            row.matter.number,
            row.matter.title,
            row.matter.unit.name,
            timezone.localtime(row.asked_at),
            str(whys()[row.why]),
            row.lot,
            row.get_result_display(),
            str(HOW.get(row.how, "")),
            row.done_by.name if row.done_by else "",
            timezone.localtime(row.done_at) if row.done_at else None,
        ]


def whys() -> dict[str, str]:
    return {"on_site": _("这类事项要到现场核查"), "sampled": _("抽中"), "again": _("上次核查没通过")}


def visit_header() -> list[str]:
    return [
        *(_("编号"), _("标题"), _("责任单位"), _("抽中"), _("抽签号"), _("试过几次")),
        *(_("最迟"), _("回访"), _("回访时间")),
    ]


def visit_lines(rows: Iterable[Visit]) -> Iterator[Sequence[Value]]:
    for row in rows:
        yield [
            row.matter.number,
            row.matter.title,
            row.matter.unit.name,
            _("是") if row.is_sampled else _("否"),
            row.lot,
            row.attempts,
            timezone.localtime(row.due_at),
            row.get_standing_display(),
            timezone.localtime(row.done_at) if row.done_at else None,
        ]


def ending_header() -> list[str]:
    return [
        *(_("编号"), _("标题"), _("责任单位"), _("办理结果"), _("单位的理由"), _("办结时间")),
        *(_("诉求人说解决没有"), _("诉求人满意吗"), _("诉求人的话"), _("自己说的")),
    ]


def ending_lines(rows: Iterable[Ended]) -> Iterator[Sequence[Value]]:
    for row in rows:
        ending = row.ending
        yield [
            ending.matter.number,
            ending.matter.title,
            ending.matter.unit.name,
            str(OUTCOMES.get(ending.outcome, ending.outcome)),
            row.reason,
            timezone.localtime(ending.closed_at) if ending.closed_at else None,
            str(SOLVED.get(ending.solved, "")),
            str(SATISFIED.get(ending.satisfied, "")),
            row.words,
            (_("是") if ending.is_own else _("回访记下的")) if ending.solved else "",
        ]


def promise_header() -> list[str]:
    return [
        *(_("承诺单位"), _("乡镇街道"), _("承诺什么"), _("承诺哪天前做到"), _("状态"), _("是否按时")),
        *(_("做了什么"), _("做到的时间"), _("公开")),
    ]


def promise_lines(rows: Iterable[Commitment]) -> Iterator[Sequence[Value]]:
    for row in rows:
        yield [
            row.unit.name,
            row.matter.town.name if row.matter.town else "",
            row.words,
            row.promised_on,
            row.get_standing_display(),
            {True: _("按时"), False: _("没有按时"), None: ""}[row.in_time],
            row.kept_words,
            timezone.localtime(row.kept_at) if row.kept_at else None,
            _("是") if row.for_public else _("否"),
        ]

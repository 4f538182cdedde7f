"""A list as a table to take away: the same rows, in the same order."""

from collections.abc import Iterator, Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from linli.core.matters.models import Matter
from linli.core.procedures.taking import procedure_of
from linli.doors.desk.forms.filtering import kinds
from linli.flow.outcomes.names import OUTCOMES
from linli.lib.spreadsheets.writing import Value


def header() -> list[str]:
    return [
        *(_("编号"), _("标题"), _("类型"), _("分类"), _("轻重"), _("来源"), _("环节"), _("办理结果")),
        *(_("责任单位"), _("经办人"), _("乡镇街道"), _("村社区"), _("网格"), _("地点")),
        *(_("收到时间"), _("最近到期"), _("办结时间"), _("是否逾期")),
    ]


def lines(matters: Iterator[Matter]) -> Iterator[Sequence[Value]]:
    names = dict(kinds())
    for matter in matters:
        state = procedure_of(matter).states.get(matter.state)
        yield [
            matter.number,
            matter.title,
            names.get(matter.kind, matter.kind),
            matter.category.name if matter.category else "",
            matter.get_severity_display(),
            matter.channel.name,
            str(state.label) if state else matter.state,
            str(OUTCOMES.get(matter.outcome, matter.outcome)),
            matter.unit.name,
            matter.handler.name if matter.handler else "",
            matter.town.name if matter.town else "",
            matter.village.name if matter.village else "",
            matter.cell.name if matter.cell else "",
            matter.place,
            timezone.localtime(matter.received_at),
            timezone.localtime(matter.due_at) if matter.due_at and matter.is_open else None,
            timezone.localtime(matter.closed_at) if matter.closed_at else None,
            {True: _("逾期"), False: _("按时"), None: ""}[matter.was_late],
        ]

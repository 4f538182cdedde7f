from datetime import datetime

from django.utils.translation import gettext_lazy as _

from linli.core.matters.telling import call, describe
from linli.ground.look import wording

describe("clocks.started", _("开始计时"))
describe("clocks.stopped", _("停止计时：%(clock)s"))
describe(
    "clocks.paused", _("批准中止计时：%(clock)s"), resident=_("“%(clock)s”的时限中止计时"), lines=("reason",)
)
describe(
    "clocks.resumed",
    _("恢复计时：%(clock)s，到%(due_at)s"),
    resident=_("“%(clock)s”的时限恢复计时，到%(due_at)s"),
    lines=("reason",),
)
describe(
    "clocks.extended",
    _("批准延期：%(clock)s，到%(due_at)s"),
    resident=_("“%(clock)s”的时限延长到%(due_at)s"),
    lines=("reason", "rule"),
)
describe("clocks.warned", _("时限提醒：%(clock)s，%(due_at)s到期"))
describe("clocks.breached", _("超过时限：%(clock)s，%(due_at)s到期"))
describe(
    "clocks.recomputed",
    _("放假安排有变动，重新计算：%(clock)s，到%(due_at)s"),
    resident=_("放假安排有变动，“%(clock)s”的时限重新计算，到%(due_at)s"),
)


def _moment(text: str) -> str:
    return wording.due(datetime.fromisoformat(text))


call("due_at", _moment)

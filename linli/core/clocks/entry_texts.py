from django.utils.translation import gettext_lazy as _

from linli.core.matters.telling import describe

describe("clocks.started", _("开始计时"))
describe("clocks.stopped", _("停止计时"))
describe("clocks.paused", _("批准中止计时"), resident=_("办理时限中止计时"), lines=("reason",))
describe("clocks.resumed", _("恢复计时"), resident=_("办理时限恢复计时"), lines=("reason",))
describe("clocks.extended", _("批准延期"), resident=_("办理时限延长了"), lines=("reason", "rule"))
describe("clocks.warned", _("时限提醒"))
describe("clocks.breached", _("超过时限"))
describe(
    "clocks.recomputed", _("放假安排有变动，到期日已重新计算"), resident=_("放假安排有变动，到期日已重新计算")
)

from django.utils.translation import gettext_lazy as _

from linli.core.matters.telling import describe
from linli.flow.outcomes.names import OUTCOMES, SATISFIED, SOLVED

describe("outcomes.replied", _("答复"), resident=_("给您的答复"), lines=("text",))
describe(
    "outcomes.closed",
    _("办结：%(outcome)s"),
    resident=_("办结：%(outcome)s"),
    lines=("reason",),
    names={"outcome": OUTCOMES},
)
describe(
    "outcomes.rated",
    _("诉求人评价：%(solved)s，%(satisfied)s"),
    resident=_("您的评价：%(solved)s，%(satisfied)s"),
    lines=("text",),
    names={"solved": SOLVED, "satisfied": SATISFIED},
)
describe("outcomes.reopened", _("重新办理"), resident=_("重新办理"), lines=("reason",))
describe("outcomes.withdrawn", _("诉求人撤回"), resident=_("您撤回了这件事"), lines=("reason",))
describe(
    "outcomes.hands_kept",
    _("决定仍由原来的人重办"),
    resident=_("这个单位没有别人能办，负责人决定仍由原来的人重办，理由如下"),
    lines=("reason",),
)
describe(
    "outcomes.referred",
    _("重办以后诉求人仍不满意，报请中心负责人决定"),
    resident=_("您对重办结果还是不满意，已经报请中心负责人决定"),
)
describe(
    "outcomes.explained",
    _("中心负责人的决定"),
    resident=_("中心负责人的决定"),
    lines=("text",),
)

from django.utils.translation import gettext_lazy as _

from linli.core.matters.telling import describe

REASONS = {
    "reason": {
        "matter_ended": _("事项已经结束"),
        "leads_now": _("这个单位已经是主办单位"),
    }
}
RATED = {
    "on_time": {"True": _("按时"), "False": _("没有按时")},
    "effective": {"0": _("没有到场"), "1": _("没有解决"), "2": _("解决了一部分"), "3": _("解决了")},
}

describe(
    "handling.task_asked",
    _("请%(unit_name)s协办"),
    resident=_("请了%(unit_name)s一起办"),
    lines=("asked",),
    resident_lines=(),
)
describe("handling.task_decided", _("会议定由%(unit_name)s落实"), lines=("asked",))
describe("handling.task_taken_up", _("%(unit_name)s领受了任务"))
describe(
    "handling.task_answered",
    _("%(unit_name)s回了意见"),
    resident=_("%(unit_name)s已经回了意见"),
    lines=("text", "dissent"),
    resident_lines=(),
)
describe("handling.task_carried_out", _("%(unit_name)s报了落实情况"), lines=("text", "dissent"))
describe("handling.task_accepted", _("采纳了%(unit_name)s的意见"))
describe("handling.task_sent_back", _("请%(unit_name)s再办一次"), lines=("reason",))
describe("handling.task_refused", _("%(unit_name)s提出异议"), lines=("reason", "article"))
describe("handling.task_upheld", _("中心裁定仍由%(unit_name)s办"), lines=("reason",))
describe("handling.task_withdrawn", _("撤销了请%(unit_name)s办的任务"), lines=("reason",))
describe("handling.task_lapsed", _("%(reason)s，%(unit_name)s的任务自动结束"), names=REASONS)
describe(
    "handling.whistled",
    _("吹哨，请%(units)s到%(place)s"),
    resident=_("镇里请了%(units)s到现场"),
    lines=("purpose",),
    resident_lines=(),
)
describe(
    "handling.reported_in",
    _("%(unit_name)s到场报到"),
    resident=_("%(unit_name)s到了现场"),
    lines=("text",),
    resident_lines=(),
)
describe(
    "handling.whistle_rated",
    _("评价%(unit_name)s到场：%(on_time)s，%(effective)s"),
    lines=("words",),
    names=RATED,
)
describe("handling.whistle_responded", _("%(unit_name)s对评价作了说明"), lines=("text",))

from django.utils.translation import gettext_lazy as _

from linli.core.matters.telling import describe
from linli.flow.handling.supervision.models import Colour, Finding, Ground, Level, Trigger

LEVELS = {str(value): label for value, label in Level.choices}
NAMES = {
    "level": LEVELS,
    "to_level": LEVELS,
    "trigger": {str(value): label for value, label in Trigger.choices},
    "finding": {str(value): label for value, label in Finding.choices},
    "colour": {str(value): label for value, label in Colour.choices},
    "ground": {str(value): label for value, label in Ground.choices},
    "upheld": {"True": _("异议成立"), "False": _("异议不成立")},
}

describe(
    "handling.supervised",
    _("%(level)s %(number)s，请%(unit_name)s回复：%(trigger)s"),
    resident=_("中心在督办这件事，催办理单位抓紧"),
    lines=("question", "demand"),
    resident_lines=(),
    names=NAMES,
)
describe(
    "handling.supervision_answered",
    _("回复督办 %(number)s"),
    lines=("done", "result", "measures"),
    names=NAMES,
)
describe("handling.supervision_sent_back", _("退回督办 %(number)s 的回复"), lines=("reason",))
describe(
    "handling.supervision_closed",
    _("办结督办 %(number)s：%(finding)s"),
    resident=_("对这件事的督办结束了"),
    lines=("note",),
    resident_lines=(),
    names=NAMES,
)
describe(
    "handling.supervision_withdrawn",
    _("撤回督办 %(number)s"),
    resident=_("对这件事的督办撤回了"),
    lines=("reason",),
    resident_lines=(),
)
describe(
    "handling.supervision_escalated",
    _("督办 %(number)s 没有落实，升级为%(to_level)s"),
    resident=_("办理单位没有按时回复，改由更高一级督办"),
    lines=("reason",),
    resident_lines=(),
    names=NAMES,
)
describe("handling.supervision_objected", _("对督办 %(number)s 提出异议"), lines=("reason",))
describe(
    "handling.supervision_objection_decided",
    _("裁定对督办 %(number)s 的异议：%(upheld)s"),
    lines=("decision",),
    names=NAMES,
)
describe(
    "handling.listed",
    _("挂牌督办 %(number)s：%(title)s"),
    resident=_("这件事挂牌督办了，办理情况向社会公开，不会提到您"),
)
describe("handling.listing_noted", _("公布挂牌督办 %(number)s 的进展"), lines=("text",))
describe(
    "handling.struck_off",
    _("摘牌：督办 %(number)s"),
    resident=_("办理结果核实过了，不再挂牌督办"),
    lines=("result", "verified"),
    resident_lines=("result",),
)
describe("handling.marked", _("给%(unit_name)s亮%(colour)s：%(ground)s"), lines=("reason",), names=NAMES)
describe(
    "handling.mark_dropped", _("不给%(unit_name)s亮%(colour)s：%(ground)s"), lines=("reason",), names=NAMES
)
describe("handling.mark_objected", _("%(unit_name)s对%(colour)s提出异议"), lines=("reason",), names=NAMES)
describe(
    "handling.mark_objection_decided",
    _("裁定%(unit_name)s对%(colour)s的异议：%(upheld)s"),
    lines=("decision",),
    names=NAMES,
)

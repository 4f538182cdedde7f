from django.utils.translation import gettext_lazy as _

from linli.core.matters.telling import describe

describe("handling.claimed", _("认领"), resident=_("有人接手了"))
describe(
    "handling.assigned",
    _("指派给%(handler)s"),
    resident=_("安排了专人办理"),
    lines=("note",),
    resident_lines=(),
)
describe("handling.offered", _("想转给%(to_whom)s，等对方接手"), lines=("note",))
describe(
    "handling.handed_over",
    _("%(handler)s接手"),
    resident=_("换了一位同事办理"),
    lines=("note",),
    resident_lines=(),
)
describe("handling.declined", _("没有接，退还转交人"), lines=("reason",))
describe("handling.offer_withdrawn", _("收回转交"), lines=("reason",))
describe("handling.contacted", _("联系了诉求人"), resident=_("和您联系过"), lines=("text",))
describe("handling.noted", _("备注"), lines=("text",))
describe("handling.asked", _("请诉求人补充"), resident=_("想请您补充"), lines=("text",))
describe(
    "handling.returned",
    _("退回中心"),
    resident=_("这个单位认为不归它管，退回县中心重新分派"),
    lines=("reason", "article"),
)
describe(
    "handling.escalated",
    _("上报到%(unit_name)s"),
    resident=_("已上报，改由%(unit_name)s办理"),
    lines=("reason",),
)
describe(
    "handling.contact_opened", _("查看了联系方式"), resident=_("有人查看了您的联系方式"), lines=("reason",)
)

from django.utils.translation import gettext_lazy as _

from linli.core.matters.telling import describe

HOW = {"on_spot": _("到现场看"), "by_phone": _("打电话问"), "by_photo": _("看照片")}
ROLES = {"after": _("办后照片"), "document": _("文件"), "check": _("核查照片")}

describe(
    "outcomes.evidence_added",
    _("传了%(role)s"),
    resident=_("办理单位传了%(role)s"),
    names={"role": ROLES},
)
describe("outcomes.evidence_withdrawn", _("撤下一份材料"), lines=("reason",))
describe(
    "outcomes.waived",
    _("批准免材料"),
    resident=_("负责人同意：有的办结材料确实拿不出来，理由如下"),
    lines=("reason",),
)
describe(
    "outcomes.verified",
    _("核查通过（%(how)s）"),
    resident=_("另一位工作人员核查过：已经办好（%(how)s）"),
    lines=("text",),
    names={"how": HOW},
)
describe(
    "outcomes.refuted",
    _("核查没通过（%(how)s）"),
    resident=_("另一位工作人员核查过：还没有办好，退回去继续办（%(how)s）"),
    lines=("text",),
    names={"how": HOW},
)

from django.utils.translation import gettext_lazy as _

from linli.core.matters.telling import describe

WHY = {
    "why": {
        "right": _("居民要求"),
        "kept": _("保管期限已满"),
        "restored": _("从备份恢复后重新删除"),
    }
}

describe(
    "matters.erased",
    _("删除了个人信息：%(why)s"),
    resident=_("按规定删除了个人信息（%(why)s）"),
    names=WHY,
)
describe("matters.erasure_held", _("暂缓删除到%(until)s"), lines=("reason",))
describe("matters.erasure_freed", _("不再暂缓删除"))

from django.utils.translation import gettext_lazy as _

from linli.core.matters.telling import Names, describe

FORMS: Names = {
    "form": {
        "online": _("网上"),
        "window": _("窗口"),
        "letter": _("来信"),
        "phone": _("来电"),
        "visit": _("走访"),
    },
    "read_back": {"yes": _("念给本人听过，本人说没有错"), "": ""},
    "consented": {"yes": _("当事人同意由别人代提"), "": ""},
}

describe("petitions.heard", _("%(form)s登记。%(read_back)s %(consented)s %(postmarked)s"), names=FORMS)
describe(
    "petitions.identity_confirmed",
    _("核对了身份（%(how)s）"),
    resident=_("您的身份核对过了（%(how)s），没有留下证件"),
    names={"how": {"window": _("窗口当面"), "provider": _("身份认证服务")}},
)

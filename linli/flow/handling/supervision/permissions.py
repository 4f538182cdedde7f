from django.utils.translation import gettext_lazy as _

PERMISSIONS = {
    "supervision.issue": _("督办"),
    "supervision.lead": _("以领导名义督办、裁定异议"),
    "supervision.answer": _("回复督办"),
    "supervision.list": _("挂牌督办"),
    "supervision.mark": _("亮黄牌、红牌"),
}

from django.utils.translation import gettext_lazy as _

PERMISSIONS = {
    "handling.claim": _("认领"),
    "handling.assign": _("指派经办人"),
    "handling.work": _("办理"),
    "handling.return": _("退回中心"),
}

from django.utils.translation import gettext_lazy as _

PERMISSIONS = {
    "outcomes.rights": _("办理个人信息权利申请"),
}

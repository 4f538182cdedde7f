from django.utils.translation import gettext_lazy as _

PERMISSIONS = {
    "registers.see": _("查看台账"),
    "registers.edit": _("维护台账"),
}

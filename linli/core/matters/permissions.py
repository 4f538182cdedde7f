from django.utils.translation import gettext_lazy as _

PERMISSIONS = {
    "matters.see": _("查看事项"),
    "sealed.receive": _("接收密封事项，并授权给经办人"),
    "sealed.handle": _("办理授权给自己的密封事项"),
}

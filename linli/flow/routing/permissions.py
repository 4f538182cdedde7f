from django.utils.translation import gettext_lazy as _

PERMISSIONS = {
    "routing.dispatch": _("分派和改派"),
    "routing.arbitrate": _("裁定责任单位"),
    "routing.edit": _("修改分派规则"),
}

from django.utils.translation import gettext_lazy as _

PERMISSIONS = {
    "statistics.see": _("查看统计"),
}

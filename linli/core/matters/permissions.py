from django.utils.translation import gettext_lazy as _

PERMISSIONS = {
    "matters.see": _("查看事项"),
}

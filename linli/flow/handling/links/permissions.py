from django.utils.translation import gettext_lazy as _

PERMISSIONS = {
    "links.edit": _("关联事项"),
}

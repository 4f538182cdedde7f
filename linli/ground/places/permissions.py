from django.utils.translation import gettext_lazy as _

PERMISSIONS = {
    "places.edit": _("维护区划和网格"),
}

from django.utils.translation import gettext_lazy as _

PERMISSIONS = {
    "calendars.edit": _("维护日历"),
}

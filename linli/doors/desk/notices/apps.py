from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskNoticesConfig(AppConfig):
    name = "linli.doors.desk.notices"
    label = "desk_notices"
    verbose_name = _("事项页：通知")

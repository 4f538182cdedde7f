from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskAlertsConfig(AppConfig):
    name = "linli.doors.desk.alerts"
    label = "desk_alerts"
    verbose_name = _("提醒")

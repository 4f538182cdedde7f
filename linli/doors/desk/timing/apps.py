from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskTimingConfig(AppConfig):
    name = "linli.doors.desk.timing"
    label = "desk_timing"
    verbose_name = _("工作台：延期与中止")

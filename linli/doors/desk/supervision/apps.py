from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskSupervisionConfig(AppConfig):
    name = "linli.doors.desk.supervision"
    label = "desk_supervision"
    verbose_name = _("工作台：督办")

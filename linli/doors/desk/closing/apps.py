from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskClosingConfig(AppConfig):
    name = "linli.doors.desk.closing"
    label = "desk_closing"
    verbose_name = _("工作台：办结")

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskReturnsConfig(AppConfig):
    name = "linli.doors.desk.returns"
    label = "desk_returns"
    verbose_name = _("退单")

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskForesightConfig(AppConfig):
    name = "linli.doors.desk.foresight"
    label = "desk_foresight"
    verbose_name = _("工作台：到期预测")

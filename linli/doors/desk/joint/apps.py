from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskJointConfig(AppConfig):
    name = "linli.doors.desk.joint"
    label = "desk_joint"
    verbose_name = _("工作台：会办和吹哨")

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskRightsConfig(AppConfig):
    name = "linli.doors.desk.rights"
    label = "desk_rights"
    verbose_name = _("工作台：个人信息")

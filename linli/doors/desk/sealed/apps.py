from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskSealedConfig(AppConfig):
    name = "linli.doors.desk.sealed"
    label = "desk_sealed"
    verbose_name = _("工作台：密封事项")

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    name = "linli.doors.desk"
    label = "desk"
    verbose_name = _("工作台")

    def ready(self) -> None:
        autodiscover_modules("panels", "desk_menu")

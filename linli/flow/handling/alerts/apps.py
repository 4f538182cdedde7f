from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class AlertsConfig(AppConfig):
    name = "linli.flow.handling.alerts"
    label = "alerts"
    verbose_name = _("提醒")

    def ready(self) -> None:
        autodiscover_modules("alert_kinds")

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class RegistersConfig(AppConfig):
    name = "linli.core.registers"
    label = "registers"
    verbose_name = _("台账")

    def ready(self) -> None:
        autodiscover_modules("registers")

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class MattersConfig(AppConfig):
    name = "linli.core.matters"
    label = "matters"
    verbose_name = _("事项")

    def ready(self) -> None:
        autodiscover_modules("followers", "entry_texts")

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class PersonalDataConfig(AppConfig):
    name = "linli.core.personal_data"
    label = "personal_data"
    verbose_name = _("个人信息")

    def ready(self) -> None:
        from linli.core.personal_data import checks, declared  # noqa: F401

        autodiscover_modules("personal_data")

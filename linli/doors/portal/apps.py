from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "linli.doors.portal"
    label = "portal"
    verbose_name = _("居民门户")

    def ready(self) -> None:
        from linli.doors.portal import checks  # noqa: F401

        autodiscover_modules("portal_panels", "portal_entrances")

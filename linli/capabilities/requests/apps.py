from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RequestsConfig(AppConfig):
    name = "linli.capabilities.requests"
    label = "requests"
    verbose_name = _("群众诉求")

    def ready(self) -> None:
        from linli.capabilities.requests.declaration import REQUESTS
        from linli.core import capability

        capability.register(REQUESTS)

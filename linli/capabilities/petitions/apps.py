from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PetitionsConfig(AppConfig):
    name = "linli.capabilities.petitions"
    label = "petitions"
    verbose_name = _("信访")

    def ready(self) -> None:
        from linli.capabilities.petitions import stepping
        from linli.capabilities.petitions.declaration import PETITIONS
        from linli.core import capability

        capability.register(PETITIONS)
        stepping.declare()

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReceptionConfig(AppConfig):
    name = "linli.capabilities.petitions.reception"
    label = "petitions_reception"
    verbose_name = _("联合接访")

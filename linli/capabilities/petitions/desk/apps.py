from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PetitionsDeskConfig(AppConfig):
    name = "linli.capabilities.petitions.desk"
    label = "petitions_desk"
    verbose_name = _("信访：工作台")

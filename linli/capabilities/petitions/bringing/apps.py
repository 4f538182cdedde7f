from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BringingConfig(AppConfig):
    name = "linli.capabilities.petitions.bringing"
    label = "petitions_bringing"
    verbose_name = _("提出信访")

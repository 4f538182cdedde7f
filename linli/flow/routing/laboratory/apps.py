from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LaboratoryConfig(AppConfig):
    name = "linli.flow.routing.laboratory"
    label = "laboratory"
    verbose_name = _("分派试验")

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExclusionsConfig(AppConfig):
    name = "linli.flow.outcomes.exclusions"
    label = "exclusions"
    verbose_name = _("不计入三率")

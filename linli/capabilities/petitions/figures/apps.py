from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FiguresConfig(AppConfig):
    name = "linli.capabilities.petitions.figures"
    label = "petitions_figures"
    verbose_name = _("信访的数字和年度报告")

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TimingConfig(AppConfig):
    name = "linli.flow.handling.timing"
    label = "timing"
    verbose_name = _("延期与中止")

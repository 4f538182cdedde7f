from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EscalationsConfig(AppConfig):
    name = "linli.flow.handling.escalations"
    label = "escalations"
    verbose_name = _("超时升级")

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JointConfig(AppConfig):
    name = "linli.flow.handling.joint"
    label = "joint"
    verbose_name = _("会办")

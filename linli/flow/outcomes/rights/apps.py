from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RightsConfig(AppConfig):
    name = "linli.flow.outcomes.rights"
    label = "rights"
    verbose_name = _("个人信息权利")

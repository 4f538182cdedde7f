from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ForesightConfig(AppConfig):
    name = "linli.flow.outcomes.foresight"
    label = "foresight"
    verbose_name = _("到期预测")

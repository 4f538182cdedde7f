from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OutcomesConfig(AppConfig):
    name = "linli.flow.outcomes"
    label = "outcomes"
    verbose_name = _("办结与评价")

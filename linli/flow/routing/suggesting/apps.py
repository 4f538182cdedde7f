from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SuggestingConfig(AppConfig):
    name = "linli.flow.routing.suggesting"
    label = "suggesting"
    verbose_name = _("分类建议")

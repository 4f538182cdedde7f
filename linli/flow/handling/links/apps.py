from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LinksConfig(AppConfig):
    name = "linli.flow.handling.links"
    label = "links"
    verbose_name = _("关联事项")

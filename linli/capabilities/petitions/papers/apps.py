from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PapersConfig(AppConfig):
    name = "linli.capabilities.petitions.papers"
    label = "petitions_papers"
    verbose_name = _("信访文书和信访人页面")

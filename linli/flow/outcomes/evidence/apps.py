from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EvidenceConfig(AppConfig):
    name = "linli.flow.outcomes.evidence"
    label = "evidence"
    verbose_name = _("办结材料与核查")

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalExclusionsConfig(AppConfig):
    name = "linli.doors.portal.exclusions"
    label = "portal_exclusions"
    verbose_name = _("居民门户：不计入三率")

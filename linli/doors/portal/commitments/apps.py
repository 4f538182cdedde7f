from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalCommitmentsConfig(AppConfig):
    name = "linli.doors.portal.commitments"
    label = "portal_commitments"
    verbose_name = _("居民门户：办结与承诺")

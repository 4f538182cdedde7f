from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalNoticesConfig(AppConfig):
    name = "linli.doors.portal.notices"
    label = "portal_notices"
    verbose_name = _("居民门户：短信")

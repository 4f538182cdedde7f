from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalLinksConfig(AppConfig):
    name = "linli.doors.portal.links"
    label = "portal_links"
    verbose_name = _("后续")

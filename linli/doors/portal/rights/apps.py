from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalRightsConfig(AppConfig):
    name = "linli.doors.portal.rights"
    label = "portal_rights"
    verbose_name = _("居民门户：个人信息")

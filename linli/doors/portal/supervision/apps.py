from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalSupervisionConfig(AppConfig):
    name = "linli.doors.portal.supervision"
    label = "portal_supervision"
    verbose_name = _("门户：挂牌督办")

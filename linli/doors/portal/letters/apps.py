from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalLettersConfig(AppConfig):
    name = "linli.doors.portal.letters"
    label = "portal_letters"
    verbose_name = _("居民门户：文书")

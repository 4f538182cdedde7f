from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalProofsConfig(AppConfig):
    name = "linli.doors.portal.proofs"
    label = "portal_proofs"
    verbose_name = _("居民门户：凭证")

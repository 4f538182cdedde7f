from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KeyringConfig(AppConfig):
    name = "linli.ground.people.keyring"
    label = "keyring"
    verbose_name = _("密钥")

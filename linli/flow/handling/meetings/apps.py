from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    name = "linli.flow.handling.meetings"
    label = "meetings"
    verbose_name = _("会商和例会")

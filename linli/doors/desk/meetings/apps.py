from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskMeetingsConfig(AppConfig):
    name = "linli.doors.desk.meetings"
    label = "desk_meetings"
    verbose_name = _("工作台：会商和例会")

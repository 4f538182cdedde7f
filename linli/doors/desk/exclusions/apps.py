from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskExclusionsConfig(AppConfig):
    name = "linli.doors.desk.exclusions"
    label = "desk_exclusions"
    verbose_name = _("工作台：不计入三率")

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskLettersConfig(AppConfig):
    name = "linli.doors.desk.letters"
    label = "desk_letters"
    verbose_name = _("工作台：文书")

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskLaboratoryConfig(AppConfig):
    name = "linli.doors.desk.laboratory"
    label = "desk_laboratory"
    verbose_name = _("工作台：分派试验")

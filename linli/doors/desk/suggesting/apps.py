from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskSuggestingConfig(AppConfig):
    name = "linli.doors.desk.suggesting"
    label = "desk_suggesting"
    verbose_name = _("工作台：分类建议")

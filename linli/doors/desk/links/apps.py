from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskLinksConfig(AppConfig):
    name = "linli.doors.desk.links"
    label = "desk_links"
    verbose_name = _("关联事项")

from django.utils.translation import gettext_lazy as _

PERMISSIONS = {
    "alerts.lead": _("接收要负责人过问的提醒"),
}

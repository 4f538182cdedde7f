from django.utils.translation import gettext_lazy as _

PERMISSIONS = {
    "operate.see": _("查看运行状况"),
}

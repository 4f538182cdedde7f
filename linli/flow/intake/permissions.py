from django.utils.translation import gettext_lazy as _

PERMISSIONS = {
    "intake.register": _("代为登记"),
}

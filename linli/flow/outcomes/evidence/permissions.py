from django.utils.translation import gettext_lazy as _

PERMISSIONS = {
    "outcomes.verify": _("核查"),
    "outcomes.approve": _("批准例外"),
}

from django.utils.translation import gettext_lazy as _

PERMISSIONS = {
    "outcomes.visit": _("回访"),
}

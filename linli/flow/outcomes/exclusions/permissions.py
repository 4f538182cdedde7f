from django.utils.translation import gettext_lazy as _

PERMISSIONS = {
    "outcomes.exclude": _("审定不计入三率"),
}

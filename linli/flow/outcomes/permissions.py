from django.utils.translation import gettext_lazy as _

PERMISSIONS = {
    "outcomes.reply": _("答复"),
    "outcomes.close": _("办结"),
    "outcomes.reopen": _("重新办理"),
}

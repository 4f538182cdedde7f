from django.utils.translation import gettext_lazy as _

PERMISSIONS = {
    "clocks.pause": _("批准中止、恢复和延期"),
}

from django.utils.translation import gettext_lazy as _

PERMISSIONS = {"meetings.hold": _("组织会商和例会")}

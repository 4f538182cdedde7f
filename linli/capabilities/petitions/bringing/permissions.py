from django.utils.translation import gettext_lazy as _

PERMISSIONS = {"petitions.confirm": _("当面核对信访人身份")}

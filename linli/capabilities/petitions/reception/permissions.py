from django.utils.translation import gettext_lazy as _

PERMISSIONS = {"reception.serve": _("在接访大厅取号、叫号、接待")}

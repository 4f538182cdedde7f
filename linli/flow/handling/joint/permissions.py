from django.utils.translation import gettext_lazy as _

PERMISSIONS = {"handling.whistle": _("吹哨，请部门到场")}

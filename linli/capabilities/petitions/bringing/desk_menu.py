from django.utils.translation import gettext_lazy as _

from linli.doors.desk.menu import Place, offer

offer(
    _("信访"),
    Place("petitions:register", _("登记信访"), "intake.register", _("窗口、来信、来电、走访，一张表")),
)

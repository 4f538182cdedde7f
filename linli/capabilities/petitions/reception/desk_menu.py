from django.utils.translation import gettext_lazy as _

from linli.doors.desk.menu import Place, offer

GROUP = _("信访")
offer(GROUP, Place("petitions:reception", _("联合接访"), "reception.serve", _("取号、叫号、转给别的部门")))
offer(
    GROUP,
    Place("petitions:reception-figures", _("接访的数字"), "statistics.see", _("每天来多少人、等多久")),
)

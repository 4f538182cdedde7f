from django.utils.translation import gettext_lazy as _

from linli.doors.desk.menu import Place, offer

GROUP = _("信访")
offer(GROUP, Place("petitions:list", _("信访台账"), "matters.see", _("按类别、阶段、形式查，导出表格")))
offer(
    GROUP,
    Place("petitions:duties", _("意见落实"), "matters.see", _("支持、调解、复查以后要落实的事，盯到底")),
)

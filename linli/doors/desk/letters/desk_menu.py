from django.utils.translation import gettext_lazy as _

from linli.doors.desk.menu import Place, offer

LETTERS = _("文书")

offer(LETTERS, Place("letters", _("发文登记"), "matters.see", _("出具了哪些文书，送达没有")))
offer(
    LETTERS,
    Place("letters-templates", _("文书模板"), ("registers.see", "registers.edit"), _("文书怎样写、怎样编号")),
)

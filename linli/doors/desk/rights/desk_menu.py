from django.utils.translation import gettext_lazy as _

from linli.doors.desk.menu import Place, offer

GROUP = _("个人信息")

offer(GROUP, Place("rights", _("个人信息申请"), "outcomes.rights", _("要更正、要删除的，按期答复")))
offer(GROUP, Place("retention", _("到期删除"), "personal_data.keep", _("留多久、删了多少、哪些没删成")))

from django.utils.translation import gettext_lazy as _

from linli.flow.handling.alerts.kinds import declare

declare("joint.asked", _("请您单位协办：%(asked)s"))
declare("joint.upheld", _("中心裁定仍由您单位协办：%(asked)s"))
declare("joint.sent_back", _("意见退回，请再办一次：%(asked)s"))
declare("joint.rated", _("乡镇评价了您单位的到场情况：%(asked)s"))
declare("joint.late", _("协办已超期：%(asked)s"))
declare("joint.answered", _("%(unit_name)s回了意见：%(asked)s"))
declare("joint.answer_late", _("%(unit_name)s还没有回意见，已超期：%(asked)s"))
declare("joint.refused", _("%(unit_name)s对协办有异议，请裁定：%(asked)s"))

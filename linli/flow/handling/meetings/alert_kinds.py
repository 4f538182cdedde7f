from django.utils.translation import gettext_lazy as _

from linli.flow.handling.alerts.kinds import declare

declare("meetings.awaited", _("难事，等着组织会商：%(title)s"))
declare("meetings.invited", _("请您单位参加会议：%(title)s，%(when)s，%(place)s"))
declare("meetings.moved", _("会议改了时间或地点：%(title)s，%(when)s，%(place)s"))
declare("meetings.cancelled", _("会议取消：%(title)s"))

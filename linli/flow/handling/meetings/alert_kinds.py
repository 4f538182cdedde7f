from django.utils.translation import gettext_lazy as _

from linli.flow.handling.alerts.kinds import declare

declare("meetings.awaited", _("难事，等着组织会商：%(title)s"))
declare("meetings.invited", _("请您单位参加会议：%(title)s"))

from django.utils.translation import gettext_lazy as _

from linli.flow.handling.alerts.kinds import declare

declare("timing.asked", _("有一份延期或中止计时的申请等您批"))
declare("timing.decided", _("您的延期或中止计时申请有结果了"))

from django.utils.translation import gettext_lazy as _

from linli.flow.handling.alerts.kinds import declare

declare("rights.asked", _("有人申请更正或删除自己的信息，等您答复"))

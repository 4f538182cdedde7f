from django.utils.translation import gettext_lazy as _

from linli.flow.handling.alerts.kinds import declare

declare("supervision.issued", _("督办 %(number)s：请%(unit)s回复"))
declare("supervision.due", _("督办 %(number)s 快到期了，还没有回复"))
declare("supervision.answered", _("督办 %(number)s 已回复，请核实"))
declare("supervision.sent_back", _("督办 %(number)s 的回复被退回，请重新回复"))
declare("supervision.escalated", _("督办 %(number)s 没有按时回复，已经升级"))
declare("supervision.unreviewed", _("督办 %(number)s 已回复，但到期没有人核实"))
declare("supervision.objected", _("%(unit)s对督办 %(number)s 提出异议，请裁定"))
declare("supervision.listed", _("督办 %(number)s 已挂牌，向社会公开"))
declare("supervision.listed_late", _("挂牌督办 %(number)s 到期没有摘牌"))
declare("supervision.marked", _("%(unit)s被亮牌，可以提异议"))
declare("supervision.mark_objected", _("%(unit)s对亮牌提出异议，请裁定"))

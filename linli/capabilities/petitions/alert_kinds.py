from django.utils.translation import gettext_lazy as _

from linli.flow.handling.alerts.kinds import declare

declare("petitions.objected", _("%(unit)s对转送的信访件有异议，等您答复"))
declare("petitions.recused", _("有人申请回避，请另派人办"))
declare("petitions.review_asked", _("有一件复查或者复核申请要办"))
declare("petitions.duty_overdue", _("处理意见没有按时落实：%(what)s"))
declare("petitions.supervise", _("处理意见没有按时落实，建议督办：%(what)s"))

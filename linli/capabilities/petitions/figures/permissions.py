from django.utils.translation import gettext_lazy as _

PERMISSIONS = {
    "petitions.figures": _("查看信访的数字"),
    "petitions.figures_sealed": _("查看检举控告的件数"),
    "petitions.report": _("起草信访年度报告、登记信访建议"),
    "petitions.report_approve": _("批准信访年度报告"),
}

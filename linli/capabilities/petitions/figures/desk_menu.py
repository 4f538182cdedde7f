from django.utils.translation import gettext_lazy as _

from linli.doors.desk.menu import Place, offer

GROUP = _("信访")
offer(
    GROUP,
    Place(
        "petitions:figures",
        _("信访的数字"),
        "petitions.figures",
        _("及时、按期、满意、一次办好，每个数都能点开"),
    ),
)
offer(
    GROUP,
    Place("petitions:proposals", _("信访建议"), "petitions.report", _("向机关提出的建议，采纳了没有")),
)
offer(
    GROUP,
    Place(
        "petitions:report-drafts",
        _("信访年度报告"),
        ("petitions.report", "petitions.report_approve"),
        _("起草、批准、公布"),
    ),
)

"""What outcomes and ratings are called; their codes stand in the ledger and in the procedures."""

from django.utils.translation import gettext_lazy as _

OUTCOMES = {
    "solved": _("已解决"),
    "partly": _("部分解决"),
    "not_solved": _("未解决"),
    "not_ours": _("不归我们管"),
}
SOLVED = {"yes": _("解决了"), "partly": _("解决了一部分"), "no": _("没有解决")}
SATISFIED = {"yes": _("满意"), "fair": _("基本满意"), "no": _("不满意")}

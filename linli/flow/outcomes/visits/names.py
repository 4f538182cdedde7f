"""What ways of asking, and of not reaching anybody, are called; their codes stand in the ledger."""

from django.utils.translation import gettext_lazy as _

WAYS = {"phone": _("打电话"), "in_person": _("上门"), "window": _("他来窗口时")}
FAILURES = {
    "no_answer": _("没人接"),
    "busy": _("现在不方便"),
    "wrong_number": _("号码不对"),
    "declined": _("不愿意说"),
}

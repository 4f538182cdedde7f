from django.utils.translation import gettext_lazy as _

from linli.core.matters.telling import call, describe
from linli.doors.notices.shipped import label_of

describe("notices.sent", _("发短信告诉诉求人：%(notice)s"), resident=_("给您发了一条短信：%(notice)s"))
describe("notices.failed", _("短信没有发成：%(notice)s。要紧的请打电话"))
describe("notices.doubted", _("短信不知道发没发出：%(notice)s。要紧的请打电话"))

call("notice", label_of)

from django.utils.translation import gettext_lazy as _

from linli.core.matters.telling import describe

describe("handling.alerted", _("响铃提醒%(unit_name)s"))
describe("handling.alert_raised", _("没有人接，提醒升级到%(unit_name)s的负责人"))
describe("handling.alert_answered", _("收到提醒，由本人处理"), resident=_("值班人员已经看到，正在处理"))

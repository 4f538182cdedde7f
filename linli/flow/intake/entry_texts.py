from django.utils.translation import gettext_lazy as _

from linli.core.matters.telling import describe

describe("intake.received", _("收到"), resident=_("我们收到了您反映的事"), lines=("text",))
describe("intake.added", _("诉求人补充"), resident=_("您补充了情况"), lines=("text",))
describe("intake.answered", _("诉求人回答"), resident=_("您回答了问题"), lines=("text",))
describe("intake.imported", _("从原系统导入"), resident=_("这件事是从原来的系统转来的"))

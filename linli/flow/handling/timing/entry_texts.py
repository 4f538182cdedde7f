from django.utils.translation import gettext_lazy as _

from linli.core.matters.telling import describe

KINDS = {"kind": {"extend": _("延期"), "pause": _("中止计时")}}

describe("handling.time_asked", _("申请%(kind)s"), lines=("reason",), names=KINDS)
describe("handling.time_refused", _("没有批准%(kind)s"), lines=("decision",), names=KINDS)
describe("handling.time_withdrawn", _("撤回了%(kind)s申请"), names=KINDS)

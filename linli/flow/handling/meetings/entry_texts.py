from django.utils.translation import gettext_lazy as _

from linli.core.matters.telling import describe

describe("handling.conference_awaited", _("列入待会商"))
describe(
    "handling.conference_planned",
    _("安排会商：%(title)s"),
    resident=_("已安排会商，请几个单位一起商量这件事"),
    lines=("why",),
    resident_lines=(),
)
describe(
    "handling.conference_cancelled",
    _("会商取消：%(title)s"),
    resident=_("原定的会商没有开，会另行安排"),
    lines=("reason",),
    resident_lines=(),
)
describe("handling.conference_decided", _("会商决定"), lines=("decision",))
describe("handling.conference_told", _("把会商结果告诉居民"), resident=_("会商有了结果"), lines=("text",))
describe("handling.meeting_tabled", _("列入会议议程：%(title)s"), lines=("why",))
describe("handling.meeting_untabled", _("从会议议程撤下：%(title)s"), lines=("reason",))
describe("handling.meeting_decided", _("会议决定：%(title)s"), lines=("decision",))
describe("handling.meeting_planned", _("拟定会议"))
describe("handling.meeting_invited", _("邀请参加：%(units)s"))
describe("handling.meeting_moved", _("改了时间或地点"), lines=("reason",))
describe("handling.meeting_held", _("会议召开，到会：%(units)s"))
describe("handling.meeting_minuted", _("写了纪要第%(version)s版"))
describe("handling.meeting_confirmed", _("确认了纪要第%(version)s版"))
describe("handling.meeting_closed", _("会议归档"))
describe("handling.meeting_cancelled", _("会议取消"), lines=("reason",))

from datetime import date

from django.utils.translation import gettext_lazy as _

from linli.capabilities.petitions.models import Path, Referral, Review, Settlement
from linli.core.matters.telling import call, describe
from linli.ground.look import wording

RESULTS = {"result": dict(Review.Result.choices)}

describe("petitions.objected", _("提出异议：不归本机关管"), lines=("reason", "article"))
describe("petitions.objection_refused", _("不同意异议，仍由这个机关负责"), lines=("text",))
describe("petitions.accepted", _("受理"), resident=_("已经受理"), lines=("text",))
describe("petitions.studied", _("开始研究建议"), resident=_("已经开始研究您的建议"), lines=("text",))
describe(
    "petitions.not_accepted",
    _("不予受理，告知途径：%(path)s"),
    resident=_("这件事走别的法定途径：%(path)s"),
    lines=("where", "reason"),
    names={"path": dict(Path.choices)},
)
describe(
    "petitions.referral_answered",
    _("途径落实情况：%(result)s"),
    resident=_("我们问了途径走通没有：%(result)s"),
    lines=("text",),
    names={"result": dict(Referral.Result.choices)},
)
describe(
    "petitions.came_back",
    _("途径走不通，回来办"),
    resident=_("您说那条途径走不通，我们接着办"),
    lines=("reason",),
)
describe("petitions.recused", _("申请回避"), resident=_("经办人因为有利害关系回避，换人办理"))
describe("petitions.hearing_opened", _("举行听证"), resident=_("举行听证"), lines=("text",))
describe("petitions.hearing_ended", _("听证结束"), resident=_("听证结束，结果如下"), lines=("text",))
describe(
    "petitions.mediation_begun",
    _("双方同意，开始%(way)s"),
    resident=_("双方同意，开始%(way)s"),
    lines=("consents",),
    names={"way": dict(Settlement.Way.choices)},
)
describe("petitions.mediation_ended", _("没有谈成"), resident=_("没有谈成，继续办理"), lines=("reason",))
describe(
    "petitions.delivered",
    _("送达（%(delivered_on)s）：%(how)s"),
    resident=_("意见书送达（%(delivered_on)s）：%(how)s"),
)
describe("petitions.review_asked", _("诉求人申请复查"), resident=_("您申请复查"), lines=("reason",))
describe("petitions.re_review_asked", _("诉求人申请复核"), resident=_("您申请复核"), lines=("reason",))
describe(
    "petitions.reviewed",
    _("复查意见：%(result)s"),
    resident=_("复查意见：%(result)s"),
    lines=("text",),
    names=RESULTS,
)
describe(
    "petitions.re_reviewed",
    _("复核意见：%(result)s"),
    resident=_("复核意见：%(result)s"),
    lines=("text",),
    names=RESULTS,
)
describe("petitions.revoked", _("撤销原意见，重新办理"), resident=_("原意见撤销，重新办理"), lines=("text",))
describe(
    "petitions.duty_opened",
    _("%(due_on)s前要落实：%(what)s"),
    resident=_("%(unit_name)s要在%(due_on)s前落实：%(what)s"),
)
describe("petitions.carried_out", _("已落实：%(what)s"), resident=_("已落实：%(what)s"), lines=("text",))
describe(
    "petitions.duty_overdue",
    _("没有按时落实：%(what)s"),
    resident=_("没有按时落实：%(what)s。已经报请督办"),
)
describe("petitions.helped", _("继续帮扶、调解"), resident=_("我们继续帮您"), lines=("text",))

# Accusations: their words are sealed, and read by whoever has opened the matter.
describe("petitions.entrusted", _("交给%(staff_name)s办"), resident=_("已经交给专人办"))
describe("petitions.passed_on", _("换由%(staff_name)s办"), resident=_("换了专人办"))
describe("petitions.informed", _("告知检举人"), resident=_("告知您"), lines=("text",))
describe("petitions.looked_into", _("核查情况"), lines=("text",))
describe("petitions.transferred", _("移送纪检监察"), resident=_("已经移送纪检监察"), lines=("where", "text"))
describe("petitions.transfer_answered", _("移送的结果"), resident=_("移送的结果"), lines=("text",))
describe("petitions.concluded", _("答复检举人"), resident=_("给您的答复"), lines=("text",))


def _day(text: str) -> str:
    return wording.day(date.fromisoformat(text)) if text else ""


call("due_on", _day)

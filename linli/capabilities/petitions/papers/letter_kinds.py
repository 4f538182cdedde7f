"""The documents on petitions, each with its article: what fills it, what the writer adds, who issues it, and when.

The receipt of delivery (送达回证), the sixteenth, is drawn for each of them where its delivery is recorded.
"""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from linli.capabilities.petitions.models import Review
from linli.capabilities.petitions.papers import offering
from linli.capabilities.petitions.papers.filling import own
from linli.capabilities.petitions.papers.filling.filled import filler
from linli.capabilities.petitions.papers.filling.identity import opener
from linli.flow.outcomes.letters.kinds import Ask, LetterKind, declare

WORK, REPLY, DISPATCH = "handling.work", "outcomes.reply", "routing.dispatch"
RETURN, SUPERVISE = "handling.return", "supervision.issue"
LONG, NAME = 5_000, "petitioner"


def _text(name: str, label: Promise, *, required: bool = True) -> Ask:
    return Ask(name, label, "text", required=required, limit=LONG)


def _line(name: str, label: Promise, *, required: bool = True) -> Ask:
    return Ask(name, label, required=required)


def _kind(
    code: str,
    label: Promise,
    hint: Promise,
    *,
    opens: tuple[str, ...] = (NAME,),
    fills: Any = None,
    **more: Any,
) -> LetterKind:
    """Return a kind whose template and series carry its code; `opens`: what of the petitioner it names once issued."""
    permission = more.setdefault("permission", REPLY)
    return LetterKind(
        code=code,
        label=label,
        hint=hint,
        template=code,
        series=code,
        fields_of=filler(code, **(fills or {})),
        at_issue=opener(str(more.pop("zh")), permission, *opens),
        **more,
    )


REASON, BASIS = _text("reason", _("理由")), _text("basis", _("依据"))
FACTS, OPINION = _text("facts", _("查明的事实和理由")), _text("opinion", _("处理意见"))
REQUEST, CARRYING_OUT = _text("request", _("投诉请求")), _text("carrying_out", _("执行"))

declare(
    _kind(
        "petition_registration",
        _("信访事项登记表"),
        _("把登记的内容印成表，请信访人看过、签名（第十九条、第二十二条）。"),
        zh="信访事项登记表",
        opens=(NAME, "phone", "address"),
        permission=WORK,
        fits=offering.is_petition,
        asks=(_text("first_opinion", _("初步意见（可不填）"), required=False),),
        order=10,
    ),
    _kind(
        "petition_acceptance",
        _("信访事项受理告知书"),
        _("十五日内告诉信访人谁在办、怎么办、要多久（第二十三条）。"),
        zh="信访事项受理告知书",
        fits=offering.is_claim,
        why_not=offering.accepted,
        asks=(_text("path", _("处理途径和程序")), _line("higher", _("不服时向哪个机关申请复查"))),
        order=11,
    ),
    _kind(
        "petition_refusal",
        _("信访事项不予受理告知书"),
        _("写明理由、依据，去哪里、带什么（第二十三条、第三十一条）。"),
        zh="信访事项不予受理告知书",
        fits=offering.is_open_petition,
        why_not=offering.refused,
        fills=own.REFUSAL,
        asks=(REASON, BASIS, _text("where", _("去哪里提出、带什么")), _line("higher", _("也可以向哪里反映"))),
        order=12,
    ),
    _kind(
        "petition_ended",
        _("信访事项不再受理告知书"),
        _("同一事实和理由已经复核过的，告诉信访人，并写明还能得到什么帮助（第三十六条、第三十七条）。"),
        zh="信访事项不再受理告知书",
        fits=offering.is_open_petition,
        why_not=offering.ended,
        asks=(
            _line("last_unit", _("复核机关")),
            Ask("decided", _("哪天复核的"), "date"),
            _line("last_letter", _("复核意见书的文号")),
            _text("same", _("事实和理由为什么相同")),
            _text("help", _("还可以得到的帮助")),
        ),
        order=13,
    ),
    _kind(
        "petition_transfer_notice",
        _("信访事项转送告知书"),
        _("告诉信访人转给了谁、多久会有回音（第二十二条、第二十三条）。"),
        zh="信访事项转送告知书",
        permission=DISPATCH,
        fits=offering.is_petition,
        why_not=offering.passed_on,
        asks=(
            _line("receiver", _("转给哪个机关")),
            _line("receiver_phone", _("那个机关的电话"), required=False),
        ),
        order=14,
    ),
    _kind(
        "petition_transfer",
        _("信访事项转送函、交办函"),
        _("把事项交给有权处理的机关，写明期限和要求（第二十二条、第二十三条）。"),
        zh="信访事项转送函",
        permission=DISPATCH,
        fits=offering.is_petition,
        why_not=offering.passed_on,
        for_resident=False,
        fills=own.TRANSFER,
        asks=(
            _line("receiver", _("转给哪个机关")),
            Ask(
                "manner",
                _("转送还是交办"),
                "choice",
                choices=(("转送", _("转送")), ("交办", _("交办，要反馈结果"))),
            ),
            _text("demand", _("办理和反馈的要求（交办的写明哪天前提交办结报告）")),
        ),
        order=15,
    ),
    _kind(
        "petition_objection",
        _("信访事项异议书"),
        _("不属于本机关职权的，五个工作日内退回，写明理由（第二十三条）。"),
        zh="信访事项异议书",
        opens=(),
        permission=RETURN,
        fits=offering.is_open_petition,
        why_not=offering.objected,
        for_resident=False,
        fills=own.OBJECTION,
        asks=(
            _line("sender", _("退回给哪个机关")),
            REASON,
            BASIS,
            _line("suggestion", _("建议由谁处理")),
        ),
        order=16,
    ),
    _kind(
        "petition_extension",
        _("信访事项延期办理告知书"),
        _("批准延期以后，把理由和新的日期告诉信访人（第三十四条）。"),
        zh="信访事项延期办理告知书",
        fits=offering.is_claim,
        why_not=offering.extended,
        fills=own.EXTENSION,
        asks=(REASON,),
        order=17,
    ),
    _kind(
        "petition_hearing",
        _("信访事项听证告知书"),
        _("听证的时间、地点、参加人和信访人的权利（第三十一条、第三十六条）。"),
        zh="信访事项听证告知书",
        fits=offering.is_claim,
        why_not=offering.heard,
        fills=own.HEARING,
        asks=(
            _line("held", _("时间")),
            _line("venue", _("地点")),
            _line("chair", _("主持人")),
            _text("attendants", _("参加人")),
            _text("subject", _("事由")),
            Ask("reply_by", _("不能参加的，哪天前告诉我们"), "date"),
        ),
        order=18,
    ),
    _kind(
        "petition_opinion",
        _("信访处理意见书"),
        _(
            "请求、事实和理由、意见、依据，还有不服怎么办、到哪天（第三十二条、第三十五条）。送达那天起算复查的期限。"
        ),
        zh="信访处理意见书",
        fits=offering.is_claim,
        why_not=offering.concluded,
        asks=(REQUEST, FACTS, OPINION, BASIS, CARRYING_OUT, _line("higher", _("向哪个机关申请复查"))),
        order=19,
    ),
    _kind(
        "petition_review",
        _("信访事项复查意见书"),
        _("复查的结果、理由和依据，不服怎么办、到哪天（第三十五条、第三十六条）。"),
        zh="信访事项复查意见书",
        fits=offering.is_claim,
        why_not=offering.decided("petition_review", Review.Round.REVIEW),
        fills=own.REVIEW,
        asks=(
            REQUEST,
            _text("earlier", _("原处理意见")),
            OPINION,
            BASIS,
            CARRYING_OUT,
            _line("higher", _("向哪个机关申请复核")),
        ),
        order=20,
    ),
    _kind(
        "petition_re_review",
        _("信访事项复核意见书"),
        _("信访的最后一份意见：结果、理由、依据，还能得到什么帮助（第三十六条、第三十七条）。"),
        zh="信访事项复核意见书",
        fits=offering.is_claim,
        why_not=offering.decided("petition_re_review", Review.Round.RE_REVIEW),
        fills=own.RE_REVIEW,
        asks=(
            REQUEST,
            _text("earlier", _("原处理意见和复查意见")),
            OPINION,
            BASIS,
            CARRYING_OUT,
            _text("help", _("还可以得到的帮助")),
        ),
        order=21,
    ),
    _kind(
        "petition_agreement",
        _("信访事项调解协议书、和解协议书"),
        _("双方谈成了什么，怎么履行；双方在纸上签名（第三十三条）。"),
        zh="信访事项协议书",
        opens=(NAME, "address"),
        fits=offering.is_claim,
        why_not=offering.settled,
        fills=own.AGREEMENT,
        asks=(
            _line("other_party", _("对方当事人")),
            _line("other_address", _("对方住址（可不填）"), required=False),
            _line("how_agreed", _("怎么达成的")),
            _text("dispute", _("争议的事项")),
            _text("terms", _("协议内容")),
            _text("performance", _("履行的方式和期限")),
        ),
        order=22,
    ),
    _kind(
        "petition_supervision",
        _("信访事项督办函"),
        _("办理中有什么问题、要求怎样、哪天前书面反馈（第四十条）。"),
        zh="信访事项督办函",
        opens=(),
        permission=SUPERVISE,
        fits=offering.is_open_petition,
        why_not=offering.supervised,
        for_resident=False,
        fills=own.SUPERVISION,
        asks=(
            _text("cause", _("有什么情形")),
            _text("demand", _("要求")),
            _text("advice", _("改进工作的建议")),
        ),
        order=23,
    ),
    _kind(
        "petition_report",
        _("信访事项办结报告"),
        _("向交办的机关报告怎么办的、怎么答复的、落实没有（第二十二条、第三十二条）。"),
        zh="信访事项办结报告",
        fits=offering.is_claim,
        why_not=offering.answered,
        for_resident=False,
        asks=(
            _line("sender", _("报给哪个机关")),
            REQUEST,
            FACTS,
            OPINION,
            BASIS,
            _text("carried_out", _("执行情况")),
            _text("word", _("信访人的意见")),
        ),
        order=24,
    ),
)

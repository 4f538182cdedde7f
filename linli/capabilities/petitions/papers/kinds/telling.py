"""Documents that tell a petitioner where their petition goes, and the form in which it is registered."""

from django.utils.translation import gettext_lazy as _

from linli.capabilities.petitions.papers import offering
from linli.capabilities.petitions.papers.filling import own
from linli.capabilities.petitions.papers.kinds.making import (
    BASIS,
    DISPATCH,
    NAME,
    REASON,
    WORK,
    kind,
    line,
    text,
)
from linli.flow.outcomes.letters.kinds import Ask, declare

declare(
    kind(
        "petition_registration",
        _("信访事项登记表"),
        _("把登记的内容印成表，请信访人看过、签名（第十九条、第二十二条）。"),
        zh="信访事项登记表",
        opens=(NAME, "phone", "address"),
        permission=WORK,
        fits=offering.is_petition,
        asks=(text("first_opinion", _("初步意见（可不填）"), required=False),),
        order=10,
    ),
    kind(
        "petition_acceptance",
        _("信访事项受理告知书"),
        _("十五日内告诉信访人谁在办、怎么办、要多久（第二十三条）。"),
        zh="信访事项受理告知书",
        fits=offering.is_claim,
        why_not=offering.accepted,
        asks=(text("path", _("处理途径和程序")), line("higher", _("不服时向哪个机关申请复查"))),
        order=11,
    ),
    kind(
        "petition_refusal",
        _("信访事项不予受理告知书"),
        _("写明理由、依据，去哪里、带什么（第二十三条、第三十一条）。"),
        zh="信访事项不予受理告知书",
        fits=offering.is_open_petition,
        why_not=offering.refused,
        fills=own.REFUSAL,
        asks=(REASON, BASIS, text("where", _("去哪里提出、带什么")), line("higher", _("也可以向哪里反映"))),
        order=12,
    ),
    kind(
        "petition_ended",
        _("信访事项不再受理告知书"),
        _("同一事实和理由已经复核过的，告诉信访人，并写明还能得到什么帮助（第三十六条、第三十七条）。"),
        zh="信访事项不再受理告知书",
        fits=offering.is_open_petition,
        why_not=offering.ended,
        asks=(
            line("last_unit", _("复核机关")),
            Ask("decided", _("哪天复核的"), "date"),
            line("last_letter", _("复核意见书的文号")),
            text("same", _("事实和理由为什么相同")),
            text("help", _("还可以得到的帮助")),
        ),
        order=13,
    ),
    kind(
        "petition_transfer_notice",
        _("信访事项转送告知书"),
        _("告诉信访人转给了谁、多久会有回音（第二十二条、第二十三条）。"),
        zh="信访事项转送告知书",
        permission=DISPATCH,
        fits=offering.is_petition,
        why_not=offering.passed_on,
        fills=own.PASSING_ON,
        asks=(
            line("receiver", _("转给哪个机关")),
            line("receiver_phone", _("那个机关的电话"), required=False),
        ),
        order=14,
    ),
    kind(
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
)

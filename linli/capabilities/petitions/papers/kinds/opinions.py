"""Documents of the hearing, and the three opinions: of handling, review and re-review."""

from django.utils.translation import gettext_lazy as _

from linli.capabilities.petitions.models import Review
from linli.capabilities.petitions.papers import offering
from linli.capabilities.petitions.papers.filling import own
from linli.capabilities.petitions.papers.kinds.making import (
    BASIS,
    CARRYING_OUT,
    FACTS,
    OPINION,
    REQUEST,
    kind,
    line,
    text,
)
from linli.flow.outcomes.letters.kinds import Ask, declare

declare(
    kind(
        "petition_hearing",
        _("信访事项听证告知书"),
        _("听证的时间、地点、参加人和信访人的权利（第三十一条、第三十六条）。"),
        zh="信访事项听证告知书",
        fits=offering.is_claim,
        why_not=offering.heard,
        fills=own.HEARING,
        asks=(
            line("held", _("时间")),
            line("venue", _("地点")),
            line("chair", _("主持人")),
            text("attendants", _("参加人")),
            text("subject", _("事由")),
            Ask("reply_by", _("不能参加的，哪天前告诉我们"), "date"),
        ),
        order=18,
    ),
    kind(
        "petition_opinion",
        _("信访处理意见书"),
        _(
            "请求、事实和理由、意见、依据，还有不服怎么办、到哪天（第三十二条、第三十五条）。送达那天起算复查的期限。"
        ),
        zh="信访处理意见书",
        fits=offering.is_claim,
        why_not=offering.concluded,
        asks=(REQUEST, FACTS, OPINION, BASIS, CARRYING_OUT, line("higher", _("向哪个机关申请复查"))),
        order=19,
    ),
    kind(
        "petition_review",
        _("信访事项复查意见书"),
        _("复查的结果、理由和依据，不服怎么办、到哪天（第三十五条、第三十六条）。"),
        zh="信访事项复查意见书",
        fits=offering.is_claim,
        why_not=offering.decided("petition_review", Review.Round.REVIEW),
        fills=own.REVIEW,
        asks=(
            REQUEST,
            text("earlier", _("原处理意见")),
            OPINION,
            BASIS,
            CARRYING_OUT,
            line("higher", _("向哪个机关申请复核")),
        ),
        order=20,
    ),
    kind(
        "petition_re_review",
        _("信访事项复核意见书"),
        _("信访的最后一份意见：结果、理由、依据，还能得到什么帮助（第三十六条、第三十七条）。"),
        zh="信访事项复核意见书",
        fits=offering.is_claim,
        why_not=offering.decided("petition_re_review", Review.Round.RE_REVIEW),
        fills=own.RE_REVIEW,
        asks=(
            REQUEST,
            text("earlier", _("原处理意见和复查意见")),
            OPINION,
            BASIS,
            CARRYING_OUT,
            text("help", _("还可以得到的帮助")),
        ),
        order=21,
    ),
)

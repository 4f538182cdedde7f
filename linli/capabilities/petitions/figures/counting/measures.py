"""What is counted of petitions, and how each share is worked out: the same words on every page, in every table and report."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise

MEASURES: dict[str, Words] = {
    "received": _("收到"),
    "accepted": _("受理"),
    "referred": _("告知走别的途径"),
    "register_due": _("该登记转送的"),
    "registered": _("按时登记转送"),
    "register_waiting": _("登记转送还没到期"),
    "tell_due": _("该书面告知的"),
    "told": _("按时书面告知"),
    "tell_waiting": _("书面告知还没到期"),
    "answer_due": _("该答复的"),
    "answered": _("按期答复"),
    "answer_waiting": _("答复还没到期"),
    "extended": _("批准过延期"),
    "ratable": _("可以评价的"),
    "rated": _("评价了"),
    "satisfied": _("满意或基本满意"),
    "first_due": _("有了处理意见，申请复查期满或者已经申请的"),
    "first_go": _("一次办好"),
    "first_waiting": _("还可以申请复查"),
    "review_asked": _("申请复查复核"),
    "review_decided": _("作出复查复核"),
    "review_changed": _("复查复核变更或者撤销"),
    "objected": _("单位提出异议"),
    "objection_agreed": _("异议成立"),
    "support": _("予以支持"),
    "explain": _("解释说明"),
    "decline": _("不予支持"),
    "adopted": _("建议采纳或者部分采纳"),
    "duty_due": _("该落实的"),
    "duty_done": _("按期落实"),
    "duty_waiting": _("落实还没到期"),
}


@dataclass(frozen=True)
class Share:
    """One share: its two measures, the one that counts what is not due yet ("" where nothing is), and its words."""

    name: str
    of: str
    waiting: str
    words: Words
    numerator: Words
    denominator: Words
    source: Words


SHARES: tuple[Share, ...] = (
    Share(
        "registered",
        "register_due",
        "register_waiting",
        _("及时登记转送率"),
        _("收到后在期限内登记并转送、交办、受理或者告知途径的"),
        _("已经登记转送的，加上没有登记转送但期限已过的；撤回的不算"),
        _("信访工作条例第二十二条：十五日"),
    ),
    Share(
        "told",
        "tell_due",
        "tell_waiting",
        _("及时告知率"),
        _("收到的机关在期限内书面告知受理不受理的"),
        _("已经告知的，加上没有告知但期限已过的；撤回的不算"),
        _("信访工作条例第二十三条：十五日"),
    ),
    Share(
        "answered",
        "answer_due",
        "answer_waiting",
        _("按期答复率"),
        _("在期限内答复的，批准的延期算在期限里；撤销重办的，每一次都要按期"),
        _("已经答复的，加上没有答复但期限已过的；撤回的不算"),
        _("信访工作条例第三十四条：六十日，可以延长一次，最多三十日"),
    ),
    Share(
        "rated",
        "ratable",
        "",
        _("群众参评率"),
        _("信访人自己评价了的"),
        _("已经答复或者告知途径，可以评价的"),
        _("信访工作条例第二十一条：可以查询、评价"),
    ),
    Share(
        "satisfied",
        "rated",
        "",
        _("群众满意率"),
        _("最后一次评价是“满意”或者“基本满意”的"),
        _("信访人自己评价了的；没有评价的不算"),
        _("信访工作条例第二十一条"),
    ),
    Share(
        "first_go",
        "first_due",
        "first_waiting",
        _("一次性化解率"),
        _("有了处理意见或者达成协议，没有申请复查，也没有重新办理的申诉求决"),
        _("申请复查期满、已经办结或者已经申请复查的申诉求决；还可以申请的、撤回的不算"),
        _("信访工作条例第三十五条：三十日内可以申请复查"),
    ),
    Share(
        "review_changed",
        "review_decided",
        "",
        _("复查复核改变率"),
        _("变更原意见，或者撤销重新办理的"),
        _("作出复查、复核意见的；一件有复查又有复核的，算两次"),
        _("信访工作条例第三十五条、第三十六条"),
    ),
    Share(
        "duty_done",
        "duty_due",
        "duty_waiting",
        _("按期落实率"),
        _("在意见书写明的日子以前落实的"),
        _("已经落实的，加上没有落实但日子已过的；一件有几项的，算几次"),
        _("信访工作条例第三十二条"),
    ),
)

COUNTS = (
    "received",
    "accepted",
    "referred",
    "extended",
    "review_asked",
    "objected",
    "objection_agreed",
    "support",
    "explain",
    "decline",
    "adopted",
)

DIMENSIONS: dict[str, Words] = {
    "month": _("月份"),
    "klass": _("类别"),
    "form": _("形式"),
    "category": _("内容分类"),
    "unit": _("办理机关"),
    "organ": _("反映的机关"),
}

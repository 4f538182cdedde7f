"""What measures, rates and dimensions are called, and how each rate is worked out: the same words on every page."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MEASURES: dict[str, str | Promise] = {
    "received": _("收到"),
    "open": _("正在办"),
    "overdue": _("正在办且逾期"),
    "late": _("曾经逾期"),
    "answered": _("答复过"),
    "answer_due": _("已答复或已到答复期限"),
    "in_time": _("按时答复"),
    "contact_due": _("已联系或已到联系期限"),
    "contacted_in_time": _("按时联系"),
    "closed": _("办结"),
    "not_solved": _("办结但没有全部解决"),
    "rated": _("评价过"),
    "said_solved": _("居民说解决了"),
    "satisfied": _("满意或基本满意"),
    "returned": _("退回过"),
    "reopened": _("重办过"),
    "late_claimed": _("签收超时"),
    "excluded": _("不计入三率"),
}

DIMENSIONS: dict[str, str | Promise] = {
    "kind": _("类型"),
    "category": _("分类"),
    "channel": _("来源"),
    "unit": _("责任单位"),
    "town": _("乡镇街道"),
    "village": _("村社区"),
    "cell": _("网格"),
}


@dataclass(frozen=True)
class RateWords:
    """The name of a rate, and numerator and denominator in plain words."""

    name: str | Promise
    numerator: str | Promise
    denominator: str | Promise


RATES: dict[str, RateWords] = {
    "contacted_in_time": RateWords(
        _("响应率"),
        _("在期限内第一次联系诉求人的"),
        _("联系过的，加上没联系但期限已过的"),
    ),
    "in_time": RateWords(
        _("按时答复率"),
        _("在期限内答复、重办时也没有超期的"),
        _("答复过的，加上没答复但期限已过的"),
    ),
    "said_solved": RateWords(_("解决率"), _("诉求人评价“解决了”的"), _("评价过或回访到的；没有的不算")),
    "satisfied": RateWords(
        _("满意率"), _("诉求人评价“满意”或“基本满意”的"), _("评价过或回访到的；没有的不算")
    ),
}

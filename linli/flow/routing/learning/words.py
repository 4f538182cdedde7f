"""Why a unit is suggested, as a sentence for people."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.flow.routing.learning.learner.contexts import Level
from linli.flow.routing.learning.learner.learning import Suggestion

WHERE = {
    Level.CATEGORY_VILLAGE: gettext_lazy("本村社区这个分类"),
    Level.CATEGORY_TOWN: gettext_lazy("本乡镇街道这个分类"),
    Level.CATEGORY_CHANNEL: gettext_lazy("同一来源的这个分类"),
    Level.CATEGORY: gettext_lazy("这个分类"),
    Level.WIDER_CATEGORY: gettext_lazy("上一级分类"),
    Level.VILLAGE_CHANNEL: gettext_lazy("本村社区同一来源"),
    Level.VILLAGE: gettext_lazy("本村社区"),
    Level.TOWN: gettext_lazy("本乡镇街道"),
    Level.ALL: gettext_lazy("全部"),
}


def why(suggestion: Suggestion) -> str:
    """Say how near the evidence is, how many of how many the unit handled there, and when last."""
    said = _("%(where)s过去 %(of)d 件里有 %(n)d 件由它办理，占 %(share)d%%，最近一件是 %(day)s。") % {
        "where": WHERE[suggestion.level],
        "of": suggestion.of,
        "n": suggestion.n,
        "share": round(suggestion.share * 100),
        "day": suggestion.last_seen.isoformat(),
    }
    if not suggestion.formerly:
        return said
    return said + _("这些是它接手以前由原单位办的。")

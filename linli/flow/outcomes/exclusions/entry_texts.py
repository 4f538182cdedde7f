from django.utils.translation import gettext_lazy as _

from linli.core.matters.telling import describe

describe("outcomes.exclusion_asked", _("申请不计入三率"), lines=("reason",))
describe("outcomes.exclusion_refused", _("没有同意不计入三率"), lines=("review",))
describe(
    "outcomes.excluded",
    _("不计入三率"),
    resident=_("这件事不计入办理单位的响应率、解决率、满意率。不同意的，可以提出异议"),
    lines=("review",),
)
describe(
    "outcomes.exclusion_contested",
    _("诉求人对不计入三率有异议"),
    resident=_("您不同意这件事不计入，提出了异议"),
    lines=("contest",),
)
describe(
    "outcomes.exclusion_upheld",
    _("复核：仍不计入三率"),
    resident=_("复核结果：这件事仍不计入办理单位的响应率、解决率、满意率"),
    lines=("settlement",),
)
describe(
    "outcomes.readmitted",
    _("恢复计入三率"),
    resident=_("这件事又计入办理单位的响应率、解决率、满意率了"),
    lines=("settlement",),
)

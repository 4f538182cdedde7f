from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from linli.core.matters.telling import Names, call, describe
from linli.flow.outcomes.rights import correcting, grounds
from linli.flow.outcomes.rights.models import Right, RightsRequest

RIGHTS: dict[str, str | Promise] = {one.value: one.label for one in Right}
WHO: dict[str, str | Promise] = {one.value: one.label for one in RightsRequest.Who}
NAMES: Names = {"right": RIGHTS, "who": WHO}

call("refusal", grounds.words)
call("corrected", correcting.words)

describe(
    "outcomes.right_asked",
    _("申请：%(right)s（%(who)s）"),
    resident=_("您申请了：%(right)s"),
    lines=("wrong", "said"),
    names=NAMES,
)
describe(
    "outcomes.right_given",
    _("给了申请人：%(right)s"),
    resident=_("给了您：%(right)s"),
    names=NAMES,
)
describe(
    "outcomes.right_granted",
    _("同意了申请：%(right)s"),
    resident=_("同意了您的申请：%(right)s"),
    lines=("reason",),
    names=NAMES,
)
describe(
    "outcomes.right_refused",
    _("没有同意申请：%(right)s。%(refusal)s"),
    resident=_("没有同意您的申请：%(right)s。%(refusal)s"),
    lines=("reason", "article"),
    names=NAMES,
)
describe(
    "outcomes.right_withdrawn",
    _("申请人撤回了申请：%(right)s"),
    resident=_("您撤回了申请：%(right)s"),
    names=NAMES,
)
describe(
    "outcomes.right_corrected",
    _("按申请更正了：%(corrected)s"),
    resident=_("按您的申请更正了：%(corrected)s"),
    names=NAMES,
)

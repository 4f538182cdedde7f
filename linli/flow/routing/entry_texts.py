from django.utils.translation import gettext_lazy as _

from linli.core.matters.telling import describe

describe(
    "routing.routed",
    _("按规则交给%(unit_name)s"),
    resident=_("交给%(unit_name)s办理"),
    lines=("rule", "article"),
    resident_lines=("rule",),
)
describe(
    "routing.dispatched",
    _("分派给%(unit_name)s"),
    resident=_("改由%(unit_name)s办理"),
    lines=("reason",),
)
describe(
    "routing.arbitrated",
    _("裁定由%(unit_name)s负责，不得退回"),
    resident=_("县中心裁定由%(unit_name)s负责办理"),
    lines=("reason", "article"),
)
describe("routing.classified", _("归为%(category_name)s"), resident=_("归为“%(category_name)s”"))

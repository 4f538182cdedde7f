from django.utils.translation import gettext_lazy as _

from linli.core.matters.telling import describe

describe(
    "petitions.visited",
    _("来访时的经过（%(number)s号）"),
    resident=_("您来访时由这些单位接待过"),
    lines=("way",),
    resident_lines=(),
)

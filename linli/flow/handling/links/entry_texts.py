from django.utils.translation import gettext_lazy as _

from linli.core.matters.telling import describe
from linli.flow.handling.links.sides import SIDES

NAMES = {"side": SIDES}

describe("handling.linked", _("关联：%(side)s（%(count)s件）"), lines=("reason",), names=NAMES)
describe("handling.unlinked", _("解除关联：%(side)s（%(count)s件）"), lines=("reason",), names=NAMES)
describe(
    "handling.joined",
    _("关联：%(side)s（%(count)s件）"),
    resident=_("好几位居民反映了同一件事，会一起办。您的编号和时限不变，答复也会单独给您"),
    lines=("reason",),
    resident_lines=(),
    names=NAMES,
)
describe(
    "handling.parted",
    _("解除关联：%(side)s（%(count)s件）"),
    resident=_("这件事改为单独办理。您的编号和时限不变"),
    lines=("reason",),
    resident_lines=(),
    names=NAMES,
)

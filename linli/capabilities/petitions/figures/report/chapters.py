"""The chapters of the report, in the order of article 41."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CHAPTERS: dict[str, str | Promise] = {
    "overview": _("信访事项的总体情况"),
    "fields": _("信访事项涉及的领域"),
    "organs": _("被反映较多的机关、单位"),
    "transfers": _("转送、交办、督办情况"),
    "proposals": _("提出的建议和采纳情况"),
    "other": _("其他情况"),
}

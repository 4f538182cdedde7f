from django.utils.translation import gettext_lazy as _

from linli.core.personal_data.declaring import holds
from linli.core.personal_data.rows import columns, together

holds(
    "links.reasons",
    "links.Link",
    label=_("和别的事项关联的理由"),
    purpose=_("同一个问题一起办"),
    **together(
        columns("links.Link", "reason", "undone_reason", path="source"),
        columns("links.Link", "reason", "undone_reason", path="target"),
    ),
)

from django.utils.translation import gettext_lazy as _

from linli.core.personal_data.declaring import holds
from linli.core.personal_data.rows import columns

holds(
    "timing.requests",
    "timing.TimeRequest",
    label=_("延期和中止计时的申请"),
    purpose=_("说明为什么要更多时间，谁批的"),
    **columns("timing.TimeRequest", "reason", "words", "decision", told=("words", "decision", "asked_at")),
)

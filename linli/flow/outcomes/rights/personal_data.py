from django.utils.translation import gettext_lazy as _

from linli.core.personal_data.declaring import holds
from linli.core.personal_data.rows import columns

holds(
    "rights.requests",
    "rights.RightsRequest",
    label=_("您关于个人信息的申请"),
    purpose=_("按个人信息保护法答复您"),
    **columns(
        "rights.RightsRequest",
        "wrong",
        "said",
        "shown",
        "reason",
        told=("right", "wrong", "said", "stage", "asked_at", "decided_at", "reason"),
    ),
)

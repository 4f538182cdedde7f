from django.utils.translation import gettext_lazy as _

from linli.core.personal_data.declaring import holds
from linli.core.personal_data.rows import columns

holds(
    "exclusions.words",
    "exclusions.Exclusion",
    label=_("不计入三率的申请和您的异议"),
    purpose=_("说明为什么不计入，您可以提异议"),
    **columns(
        "exclusions.Exclusion",
        "reason",
        "review",
        "contest",
        "settlement",
        told=("review", "contest", "settlement"),
    ),
)

from django.utils.translation import gettext_lazy as _

from linli.core.personal_data.declaring import holds
from linli.core.personal_data.rows import columns, together

holds(
    "commitments.words",
    "commitments.Commitment",
    "commitments.Milestone",
    label=_("给您的承诺"),
    purpose=_("答应了哪天办好，到期看做到没有"),
    **together(
        columns(
            "commitments.Commitment",
            "words",
            "kept_words",
            "ended_reason",
            told=("words", "promised_on", "kept_at", "kept_words"),
        ),
        columns("commitments.Milestone", "words", path="commitment__matter"),
    ),
)

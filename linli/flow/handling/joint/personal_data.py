from django.utils.translation import gettext_lazy as _

from linli.core.personal_data.declaring import holds
from linli.core.personal_data.rows import columns, together

holds(
    "joint.words",
    "joint.Call",
    "joint.Task",
    "joint.Attendance",
    label=_("请别的单位一起办时写的话"),
    purpose=_("几个单位一起办好这件事"),
    **together(
        columns("joint.Call", "place", "purpose"),
        columns(
            "joint.Task",
            "asked",
            "answer",
            "dissent",
            "sent_back_reason",
            "refused_reason",
            "refused_article",
            "ruling",
            "ended_reason",
        ),
        columns("joint.Attendance", "who", "words", "response", path="task__matter"),
    ),
)

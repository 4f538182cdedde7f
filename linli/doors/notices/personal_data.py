from django.utils.translation import gettext_lazy as _

from linli.core.personal_data.declaring import holds, nothing_personal
from linli.core.personal_data.rows import columns, gone

holds(
    "notices.queue",
    "notices.Notice",
    label=_("发给您的短信"),
    purpose=_("告诉您办到哪一步了；短信里不写事情的内容"),
    **gone("notices.Notice", copy=columns("notices.Notice", told=("verb", "stage", "sent_at"))["copy"]),
)
nothing_personal("which messages the centre sends", "notices.NoticeRule")

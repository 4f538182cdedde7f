from datetime import datetime

from django.utils.translation import gettext_lazy as _

from linli.core.matters.models import Matter
from linli.core.personal_data.declaring import holds, nothing_personal
from linli.core.personal_data.rows import columns


def leave_codes(matter: Matter, *, now: datetime) -> None:
    """Yes, fair and no stay: they are counted, and without the matter's words they say nothing of anybody."""


holds(
    "visits.ratings",
    "visits.Ending",
    "visits.Visit",
    label=_("您的评价"),
    purpose=_("知道办得好不好"),
    copy=columns("visits.Ending", told=("outcome", "solved", "satisfied", "said_at"))["copy"],
    erase=leave_codes,
)
nothing_personal("who is visited after closing: a register", "visits.VisitRule")

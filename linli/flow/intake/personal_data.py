from datetime import datetime

from django.utils.translation import gettext_lazy as _

from linli.core.matters.models import Matter
from linli.core.personal_data.declaring import holds
from linli.core.personal_data.rows import columns
from linli.flow.intake.models import Conflict, Intake


def erase_receipt(matter: Matter, *, now: datetime) -> None:
    """Empty the receipt and the digest of what was submitted. The key stays: the same submission is never taken twice."""
    Conflict.objects.filter(intake__matter=matter).delete()
    Intake.objects.filter(matter=matter).update(digest="", receipt_sealed=b"")


holds(
    "intake.receipts",
    "intake.Intake",
    "intake.Conflict",
    label=_("登记和回执"),
    purpose=_("同一次提交不会登记两次，回执可以再看一遍"),
    copy=columns("intake.Intake", told=("key", "received_at"))["copy"],
    erase=erase_receipt,
)

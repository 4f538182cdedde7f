"""Requests: help, complaints, suggestions, questions and thanks, the order types of every hotline and window."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from linli.capabilities.requests.keeping import PERSONAL_DATA
from linli.core.capability import Capability, Kind

REQUESTS = Capability(
    name="requests",
    label=_("群众诉求"),
    procedure="requests",
    procedures=Path(__file__).parent / "procedures",
    kinds=(
        Kind("help", _("求助"), _("有困难，请人来帮忙")),
        Kind("complaint", _("投诉"), _("有事情做得不对，请人来管")),
        Kind("suggestion", _("建议"), _("有个好主意，想让大家更方便")),
        Kind("question", _("咨询"), _("有事不清楚，想问一问")),
        Kind("praise", _("表扬"), _("有人做得好，想谢谢他")),
    ),
    personal_data=PERSONAL_DATA,
)

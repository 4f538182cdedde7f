"""Petitions (信访), by the regulation of 2022 (信访工作条例): claims, suggestions, and accusations of officials."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from linli.capabilities.petitions.keeping import PERSONAL_DATA
from linli.core.capability import Capability, Kind

NAME = "petitions"

PETITIONS = Capability(
    name=NAME,
    label=_("信访"),
    procedure="petitions",
    procedures=Path(__file__).parent / "procedures",
    kinds=(
        Kind("claim", _("申诉求决"), _("自己的事要求解决，或者不服处理"), offered=False),
        Kind("suggestion", _("建议意见"), _("对公家的工作提建议、提意见"), offered=False),
        Kind(
            "accusation",
            _("检举控告"),
            _("干部有违纪违法的事，密封处理"),
            procedure="accusations",
            offered=False,
            sealed=True,
        ),
    ),
    pages="linli.capabilities.petitions.urls",
    personal_data=PERSONAL_DATA,
)

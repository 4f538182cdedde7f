"""What petitions keep about people, and for how long. Their tables say in `personal_data.py` how each is copied and erased."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from linli.core.capability import PersonalData
from linli.core.matters.models import Matter


def copy(matter: Matter) -> Any:
    """Copy nothing more than the tables do."""
    return None


def erase(matter: Matter, *, now: datetime) -> None:
    """Erase nothing more than the tables do."""


PERSONAL_DATA = PersonalData(
    purpose=_("按《信访工作条例》登记、办理您的信访事项并答复您"),
    basis="个人信息保护法第十三条第一款第三项、第三十四条；信访工作条例第十九条、第二十二条",
    keep="petitions",
    copy=copy,
    erase=erase,
)

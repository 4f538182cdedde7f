"""What requests keep about people: nothing beside what every matter is. A capability with tables of its own copies and
erases them here.
"""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from linli.core.capability import PersonalData
from linli.core.matters.models import Matter


def copy(matter: Matter) -> Any:
    """Copy nothing more than the common parts."""
    return None


def erase(matter: Matter, *, now: datetime) -> None:
    """Erase nothing more than the common parts."""


PERSONAL_DATA = PersonalData(
    purpose=_("办理您的诉求并答复您"),
    basis="个人信息保护法第十三条第一款第三项、第三十四条",
    keep="requests",
    copy=copy,
    erase=erase,
)

"""How long things are kept after a matter was closed: classes, each a provision `retention.<class>` in months.

0 months = kept for good. Nothing is erased by age before the centre has confirmed the periods (`retention.confirmed`).
"""

from calendar import monthrange
from datetime import date, datetime

from django.utils import timezone

from linli.core import capability
from linli.core.matters.models import Matter
from linli.core.personal_data.declaring import MATTER
from linli.core.registers.provisions import every, provision

PREFIX = "retention."
CONFIRMED = "retention.confirmed"
FOREVER = 0


def is_class(keep: str) -> bool:
    return f"{PREFIX}{keep}" in every() and f"{PREFIX}{keep}" != CONFIRMED


def is_confirmed(*, on: date) -> bool:
    """Tell whether the centre has confirmed that these periods hold here."""
    return provision(CONFIRMED, on=on) > 0


def months(keep: str, *, on: date) -> int:
    """Return for how many months after closing the class is kept; FOREVER (0): for good. Raises KeyError."""
    return provision(f"{PREFIX}{keep}", on=on)


def source(keep: str) -> str:
    """Return the rule by which the shipped period holds. Raises KeyError."""
    return every()[f"{PREFIX}{keep}"].source


def label(keep: str) -> str:
    """Return what the class is called. Raises KeyError."""
    return str(every()[f"{PREFIX}{keep}"].label)


def class_of(matter: Matter) -> str:
    """Return the class by which the contents of a matter are kept."""
    said = capability.named(matter.capability).personal_data
    if said is None:
        return MATTER
    return said.keeps.get(matter.kind, said.keep)


def kept_until(matter: Matter, keep: str, *, on: date) -> date | None:
    """Return until which day something of a closed matter is kept; None while it is open, or for good."""
    length = months(class_of(matter) if keep == MATTER else keep, on=on)
    if matter.is_open or length == FOREVER:
        return None
    return later(timezone.localdate(matter.closed_at or matter.received_at), length)


def later(day: date, length: int) -> date:
    """Return the day so many months later: the same number, else the last of its month (民法典 202)."""
    year, month = divmod(day.month - 1 + length, 12)
    year, month = day.year + year, month + 1
    return day.replace(year=year, month=month, day=min(day.day, monthrange(year, month)[1]))


def earlier(moment: datetime, length: int) -> datetime:
    """Return the end of the day so many months before: what was closed until then is due."""
    day = timezone.localdate(moment)
    back = later(day, -length)
    return timezone.localtime(moment).replace(
        year=back.year, month=back.month, day=back.day, hour=0, minute=0, second=0, microsecond=0
    )

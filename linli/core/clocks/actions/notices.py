"""Bring in a year's notice from a file: the calendar changes, and the ledger says who changed it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from linli.core.matters import ledger
from linli.ground.calendars import actions as calendars
from linli.ground.calendars.models import CalendarYear, WorkCalendar
from linli.ground.calendars.sheets import Sheet, Unusable
from linli.ground.people.actor import Actor


@transaction.atomic
def import_year(sheet: Sheet, *, calendar: str, official: bool, actor: Actor, now: datetime) -> CalendarYear:
    """Put the days of a file in the place of what the calendar had for that year, and return the year.

    A file with rows that were not understood leaves the year provisional: a day may be missing. The clocks are counted
    again by the next tick. Raises Refused, or Unusable where the calendar is unknown or the file has no day at all.
    """
    if not WorkCalendar.objects.filter(code=calendar).exists():
        raise Unusable(_("没有代码为“%(code)s”的日历。请先在台账中建立。") % {"code": calendar})
    if not sheet.days:
        raise Unusable(_("文件里没有一行可用的日期，什么都没有改动。"))
    year = calendars.set_year(
        calendar,
        sheet.year,
        days=sheet.days,
        official=official and not sheet.problems,
        source=sheet.source,
        published_on=sheet.published_on,
        actor=actor,
    )
    days = {day.isoformat(): f"{kind} {name}".strip() for day, (kind, name) in sorted(sheet.days.items())}
    after = {
        "calendar": calendar,
        "year": year.year,
        "status": year.status,
        "source": year.source,
        "days": days,
    }
    body = {"register": "years", "act": "import", "before": {}, "after": after}
    ledger.record(year.id, "registers.changed", actor=actor, now=now, body=body)
    return year

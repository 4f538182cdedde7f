"""Calendars: office hours, years with their notices, the days that are not what their weekday says.

What was computed from a calendar notices a change by its version, so every change here goes on through the calendars'
own actions.
"""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.core.registers.declaration import Register
from linli.ground.calendars import actions as calendars
from linli.ground.calendars.hours import BadHours, hours_from
from linli.ground.calendars.models import CalendarDay, CalendarYear, WorkCalendar
from linli.ground.people.actor import Actor

CALENDARS = gettext_lazy("日历")


def true_hours(row: WorkCalendar, actor: Actor) -> None:
    """Refuse office hours that cannot be."""
    try:
        hours_from(row.hours)
    except BadHours as error:
        raise ValidationError({"hours": _("办公时间不对：%(what)s") % {"what": error}}) from error


def within_its_year(row: CalendarDay, actor: Actor) -> None:
    """Refuse a day far from the year whose notice names it; a notice may reach a few days into its neighbours."""
    if abs(row.date.year - row.year.year) > 1:
        raise ValidationError({"date": _("这一天不在这个年度里。")})


def renew_calendar(row: WorkCalendar, act: str, actor: Actor, now: datetime) -> None:
    if act != "remove":
        calendars.set_calendar(
            row.code, name=row.name, base=row.base_id, hours=row.hours, closes=row.closes, actor=actor
        )


def renew_by_year(row: CalendarYear, act: str, actor: Actor, now: datetime) -> None:
    renew_calendar(row.calendar, "change", actor, now)


def renew_by_day(row: CalendarDay, act: str, actor: Actor, now: datetime) -> None:
    renew_calendar(row.year.calendar, "change", actor, now)


REGISTERS = (
    Register(
        name="calendars",
        label=gettext_lazy("日历"),
        group=CALENDARS,
        hint=gettext_lazy("办公时间和以哪个日历为基础。县里的特殊安排放在自己的日历里，国家的日历不用改。"),
        model="calendars.WorkCalendar",
        columns=("code", "name", "base", "closes"),
        fields=("code", "name", "base", "hours", "closes"),
        search=("code", "name"),
        parents=("base",),
        fixed=("code",),
        form="linli.core.registers.forms.hours.CalendarForm",
        edit="calendars.edit",
        check=true_hours,
        after=renew_calendar,
    ),
    Register(
        name="years",
        label=gettext_lazy("年度放假安排"),
        group=CALENDARS,
        hint=gettext_lazy(
            "国务院办公厅的通知公布以前，年度是暂定的；公布后录入各天，再改为已公布，正在走的时限会重新计算一次。"
        ),
        model="calendars.CalendarYear",
        columns=("calendar", "year", "status", "source", "published_on"),
        fields=("calendar", "year", "status", "source", "published_on"),
        search=("year", "source"),
        key="",
        fixed=("calendar", "year"),
        edit="calendars.edit",
        after=renew_by_year,
    ),
    Register(
        name="days",
        label=gettext_lazy("特殊日期"),
        group=CALENDARS,
        hint=gettext_lazy("放假的工作日和要上班的周末。平常的周末不用录入。"),
        model="calendars.CalendarDay",
        columns=("date", "kind", "name", "year__calendar", "year"),
        fields=("year", "date", "kind", "name"),
        search=("name", "date"),
        key="date",
        fixed=("year", "date"),
        edit="calendars.edit",
        check=within_its_year,
        after=renew_by_day,
    ),
)

"""Days and durations in the words that people use: 3月6日（周五）, 2026年11月2日 09:05, 还有3天, 已超2天."""

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

WEEKDAYS: tuple[str | Promise, ...] = (
    gettext_lazy("周一"),
    gettext_lazy("周二"),
    gettext_lazy("周三"),
    gettext_lazy("周四"),
    gettext_lazy("周五"),
    gettext_lazy("周六"),
    gettext_lazy("周日"),
)

MONTHS: tuple[str | Promise, ...] = (
    gettext_lazy("1月"),
    gettext_lazy("2月"),
    gettext_lazy("3月"),
    gettext_lazy("4月"),
    gettext_lazy("5月"),
    gettext_lazy("6月"),
    gettext_lazy("7月"),
    gettext_lazy("8月"),
    gettext_lazy("9月"),
    gettext_lazy("10月"),
    gettext_lazy("11月"),
    gettext_lazy("12月"),
)


def local_day(value: date | datetime) -> date:
    """Return the day on which `value` falls here; 24:00 of a day (00:00 of the next, as a due time) is the caller's care."""
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value


def last_day(due: date | datetime) -> date:
    """Return the last day on which something due by `due` is still in time: due at midnight means the day before."""
    if isinstance(due, datetime):
        local = timezone.localtime(due) if timezone.is_aware(due) else due
        return (local - timedelta(microseconds=1)).date()
    return due


def day(value: date | datetime | None, near: date | datetime | None = None) -> str:
    """Return e.g. 3月6日（周五）; with the year when `near` lies in another one."""
    if not value:
        return ""
    on = local_day(value)
    words = _words_of(on)
    if near is not None and local_day(near).year != on.year:
        return _("%(year)s年%(month)s%(day)s日（%(weekday)s）") % words
    return _("%(month)s%(day)s日（%(weekday)s）") % words


def moment(value: datetime | None) -> str:
    """Return e.g. 2026年11月2日 09:05, in local time."""
    if not value:
        return ""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    words = {**_words_of(local.date()), "time": local.strftime("%H:%M")}
    return _("%(year)s年%(month)s%(day)s日 %(time)s") % words


def due(value: datetime) -> str:
    """Write the end of a limit: the day alone where the whole day is in time."""
    return day(last_day(value)) if _ends_the_day(value) else moment(value)


def month(value: date | datetime | None) -> str:
    """Return e.g. 2026年3月."""
    if not value:
        return ""
    return _("%(year)s年%(month)s") % _words_of(local_day(value))


def span(due: date | datetime | None, now: datetime) -> str:
    """Return how long there still is, or how far past it is: 还有3天, 今天到期, 还有2小时, 已超2天."""
    if not due:
        return ""
    days = (last_day(due) - local_day(now)).days
    if days > 0:
        return ngettext("还有%(days)s天", "还有%(days)s天", days) % {"days": days}
    if days < 0:
        return ngettext("已超%(days)s天", "已超%(days)s天", -days) % {"days": -days}
    if not isinstance(due, datetime) or _ends_the_day(due):
        return _("今天到期")
    return _within_the_day(due - now)


def length(duration: timedelta) -> str:
    """Return a length of time as people say it: 3天, 5小时, 20分钟."""
    minutes = max(0, round(duration.total_seconds() / 60))
    if minutes >= 48 * 60:
        days = minutes // (24 * 60)
        return ngettext("%(n)s天", "%(n)s天", days) % {"n": days}
    if minutes >= 60:
        hours = minutes // 60
        return ngettext("%(n)s小时", "%(n)s小时", hours) % {"n": hours}
    return ngettext("%(n)s分钟", "%(n)s分钟", minutes) % {"n": minutes}


def _within_the_day(left: timedelta) -> str:
    if left >= timedelta(0):
        return _("还有%(length)s") % {"length": length(left)}
    return _("已超%(length)s") % {"length": length(-left)}


def _ends_the_day(due: datetime) -> bool:
    local = timezone.localtime(due) if timezone.is_aware(due) else due
    return (local.hour, local.minute) in ((0, 0), (23, 59))


def _words_of(on: date) -> dict[str, str]:
    return {
        "year": str(on.year),
        "month": str(MONTHS[on.month - 1]),
        "day": str(on.day),
        "weekday": str(WEEKDAYS[on.weekday()]),
    }

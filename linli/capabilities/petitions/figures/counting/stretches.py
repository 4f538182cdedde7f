"""A stretch of time: a year, a quarter, a month."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from linli.lib.typed import month_in


@dataclass(frozen=True)
class Stretch:
    """Days from `since` to `until`, both included; `key` is how an address says it: 2025, 2025-q3, 2025-03."""

    key: str
    since: date
    until: date

    def __str__(self) -> str:
        if len(self.key) == 4:
            return _("%(year)s年") % {"year": self.since.year}
        if "q" in self.key:
            return _("%(year)s年第%(n)s季度") % {"year": self.since.year, "n": self.key[-1]}
        return _("%(year)s年%(month)s月") % {"year": self.since.year, "month": self.since.month}

    @property
    def starts_at(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.since, time()))

    @property
    def ends_at(self) -> datetime:
        """Return the first moment that no longer belongs to it."""
        return timezone.make_aware(datetime.combine(self.until + timedelta(days=1), time()))

    @property
    def months(self) -> list[str]:
        found, day = [], self.since
        while day <= self.until:
            found.append(f"{day:%Y-%m}")
            day = _after(day)
        return found


def year(number: int) -> Stretch:
    return Stretch(str(number), date(number, 1, 1), date(number, 12, 31))


def quarter(number: int, which: int) -> Stretch:
    first = date(number, 3 * which - 2, 1)
    return Stretch(f"{number}-q{which}", first, _after(date(number, 3 * which, 1)) - timedelta(days=1))


def month(first: date) -> Stretch:
    return Stretch(f"{first:%Y-%m}", first, _after(first) - timedelta(days=1))


def stretch(text: str, *, today: date) -> Stretch:
    """Return the stretch that an address names; this year where it names none."""
    head, _dash, tail = text.partition("-")
    if not (len(head) == 4 and head.isascii() and head.isdecimal() and 1990 <= int(head) <= 2999):
        return year(today.year)
    if tail in ("q1", "q2", "q3", "q4"):
        return quarter(int(head), int(tail[1]))
    first = month_in(text)
    if first is not None:
        return month(first)
    return year(int(head))


def choices(today: date, chosen: Stretch) -> list[Stretch]:
    """Return the stretches most often wanted: this month, the quarters and the year of the one chosen, two years before."""
    years = {today.year, today.year - 1, chosen.since.year}
    quarters = [quarter(chosen.since.year, which) for which in (1, 2, 3, 4)]
    begun = [one for one in quarters if one.since <= today]
    return [month(today.replace(day=1)), *begun, *(year(one) for one in sorted(years, reverse=True))]


def _after(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1)

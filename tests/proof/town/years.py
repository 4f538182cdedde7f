"""Twenty years of working days by another source and another way: tables of sums, filled once, looked up by bisection.

Nothing here is taken from the house but the rules themselves: days are those of the `holidays` package, and an end is read
out of a table instead of being walked to.
"""

from bisect import bisect_left, bisect_right
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate
from zoneinfo import ZoneInfo

import holidays

SHANGHAI = ZoneInfo("Asia/Shanghai")
FIRST, LAST = date(2006, 12, 1), date(2027, 12, 31)
OFFICE = ((9 * 60, 12 * 60), (14 * 60, 18 * 60))  # minutes of a working day
UNITS = ("calendar_day", "working_day", "month", "hour", "working_hour", "emergency_hour")


@dataclass(frozen=True)
class Table:
    """`worked[i]`: whether day i (from FIRST on) is worked; `sums[i]`: how many days are until it, itself included."""

    worked: list[bool]
    sums: list[int]
    ordinals: list[int]

    @classmethod
    def of(cls) -> "Table":
        china = holidays.country_holidays("CN", years=range(FIRST.year, LAST.year + 1))
        days = [FIRST + timedelta(days=offset) for offset in range((LAST - FIRST).days + 1)]
        worked = [bool(china.is_working_day(day)) for day in days]
        ordinals = [day.toordinal() for day, works in zip(days, worked, strict=True) if works]
        return cls(worked, list(accumulate(map(int, worked))), ordinals)

    def works(self, day: date) -> bool:
        return self.worked[(day - FIRST).days]

    def after(self, day: date, count: int) -> date:
        """Return the `count`-th working day after `day`."""
        return date.fromordinal(self.ordinals[self.sums[(day - FIRST).days] + count - 1])

    def from_day_on(self, day: date) -> date:
        return date.fromordinal(self.ordinals[bisect_left(self.ordinals, day.toordinal())])

    def between(self, after: date, until: date) -> int:
        return self.sums[(until - FIRST).days] - self.sums[(after - FIRST).days]

    def end(self, amount: int, unit: str, start: datetime) -> datetime:
        """Return the last moment of a limit that begins at `start`."""
        day = start.astimezone(SHANGHAI).date()
        match unit:
            case "working_day":
                return closing(self.after(day, amount))
            case "calendar_day":
                return closing(self.from_day_on(day + timedelta(days=amount)))
            case "month":
                return closing(self.from_day_on(later(day, amount)))
            case "working_hour":
                return self.office_end(amount * 60, start)
        return start + timedelta(hours=amount)

    def office_end(self, minutes: int, start: datetime) -> datetime:
        """Return when so many minutes of office hours have passed."""
        local = start.astimezone(SHANGHAI)
        day = local.date()
        micro = self.office_until(local) + timedelta(minutes=minutes)
        whole, rest = divmod(micro, timedelta(hours=7))
        if not rest:
            whole, rest = whole - 1, timedelta(hours=7)
        found = date.fromordinal(self.ordinals[self._before(day) + whole])
        morning = timedelta(hours=3)
        at = timedelta(hours=9) + rest if rest <= morning else timedelta(hours=14) + rest - morning
        return datetime.combine(found, time(), SHANGHAI) + at

    def office_until(self, local: datetime) -> timedelta:
        """Return how much office time of its day has passed at this moment."""
        if not self.works(local.date()):
            return timedelta()
        now = timedelta(
            hours=local.hour, minutes=local.minute, seconds=local.second, microseconds=local.microsecond
        )
        spans = ((timedelta(minutes=a), timedelta(minutes=b)) for a, b in OFFICE)
        return sum((max(min(now, b) - a, timedelta()) for a, b in spans), timedelta())

    def _before(self, day: date) -> int:
        return bisect_right(self.ordinals, day.toordinal() - 1)


def closing(day: date) -> datetime:
    return datetime.combine(day, time.max, SHANGHAI)


def later(day: date, amount: int) -> date:
    """Return the same day so many months later, or the last of a shorter month."""
    index = day.year * 12 + day.month - 1 + amount
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)

"""When a message may go out: not at night, not too many in a day, not when it is old. All of it is data of the centre."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils import timezone

from linli.core.matters.models import Matter, Severity
from linli.core.registers.provisions import provisions

FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=2)
PREFIX = "notices."


@dataclass(frozen=True)
class Times:
    """The numbers in force: hours of the day, messages a day, tries, hours that a message keeps its sense."""

    quiet_from: int
    quiet_until: int
    most_a_day: int
    tries: int
    keeps: int

    def is_old(self, happened_at: datetime, *, now: datetime) -> bool:
        return now - happened_at > timedelta(hours=self.keeps)

    def is_quiet(self, matter: Matter, *, now: datetime) -> bool:
        """Tell whether nothing may be sent at this hour; what is urgent may always be."""
        if matter.severity == Severity.URGENT:
            return False
        hour = timezone.localtime(now).hour
        if self.quiet_from <= self.quiet_until:
            return self.quiet_from <= hour < self.quiet_until
        return hour >= self.quiet_from or hour < self.quiet_until

    def morning(self, now: datetime) -> datetime:
        """Return when the next quiet time ends."""
        local = timezone.localtime(now)
        ends = datetime.combine(local.date(), time(self.quiet_until % 24), tzinfo=local.tzinfo)
        return ends if ends > local else ends + timedelta(days=1)

    def tomorrow(self, now: datetime) -> datetime:
        """Return the end of the quiet time of the next day."""
        return self.morning(midnight(now) + timedelta(days=1) - timedelta(microseconds=1))


def times(*, now: datetime) -> Times:
    names = Times.__dataclass_fields__
    found = provisions((PREFIX + name for name in names), on=timezone.localdate(now))
    return Times(**{name: found[PREFIX + name] for name in names})


def midnight(now: datetime) -> datetime:
    return timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)


def pause(tries: int) -> timedelta:
    """Return how long to wait after so many tries."""
    return min(FIRST_PAUSE * (1 << 2 * min(tries - 1, 8)), LONGEST_PAUSE)

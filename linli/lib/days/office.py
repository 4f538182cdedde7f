"""The office hours of one year on one line, so that time between two moments is found without walking the days."""

from bisect import bisect_right
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import accumulate


class OfficeYear:
    """When it is open, in order and apart from each other, with the open time before each opening."""

    def __init__(self, spans: Iterable[tuple[datetime, datetime]]) -> None:
        known = [(opening.astimezone(UTC), closing.astimezone(UTC)) for opening, closing in spans]
        self._openings = [opening for opening, _closing in known]
        self._closings = [closing for _opening, closing in known]
        self._before = list(
            accumulate((closing - opening for opening, closing in known), initial=timedelta())
        )

    def until(self, moment: datetime) -> timedelta:
        """Return the open time of the year up to `moment` (in UTC)."""
        place = bisect_right(self._openings, moment) - 1
        if place < 0:
            return timedelta()
        return self._before[place] + min(moment, self._closings[place]) - self._openings[place]

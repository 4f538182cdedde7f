"""The queue of an invented year: what happens when, in order of time, and what follows from it every evening."""

import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from random import Random
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from linli.config.demonstration.cast import Crew
from linli.core.clocks.actions import tick
from linli.core.matters import ledger
from linli.core.procedures.taking import StepNotOpen
from linli.flow.handling.joint.actions.keeping import TaskNotOpen
from linli.flow.handling.links.actions import NotPossible
from linli.flow.handling.meetings.actions.keeping import MeetingNotOpen
from linli.ground.people.actor import Refused

DAYS = 365
DAY = timedelta(days=1)
DELIVERED_DAYS, CURRENT_DAYS = 5, 10
WENT_ANOTHER_WAY = (StepNotOpen, Refused, TaskNotOpen, MeetingNotOpen, NotPossible)

Act = Callable[[datetime], object]


@dataclass
class Year:
    """The queue of what is going to happen, in order of time. `resting`: matters that wait for a visitor to go on."""

    dice: Random
    told: dict[str, Any]
    crew: Crew
    end: datetime
    queue: list[tuple[datetime, int, Act]] = field(default_factory=list)
    order: Iterator[int] = field(default_factory=count)
    resting: set[UUID] = field(default_factory=set)

    def at(self, moment: datetime, act: Act) -> None:
        if moment < self.end:
            heapq.heappush(self.queue, (moment, next(self.order), act))

    def later(
        self, now: datetime, least: float, most: float, act: Act, *, dice: Random | None = None
    ) -> None:
        """Plan `act` between `least` and `most` hours from now, moved into the daytime."""
        moment = timezone.localtime(now + timedelta(hours=(dice or self.dice).uniform(least, most)))
        if not 8 <= moment.hour < 18:
            morning = moment + timedelta(days=moment.hour >= 18)
            moment = morning.replace(hour=8, minute=(dice or self.dice).randrange(60))
        self.at(moment, act)

    def run(self, progress: Callable[[int], object]) -> None:
        """Let everything happen, a day to a transaction so that the disk is not asked for each act; the evening looks at
        the clocks. What follows from the acts is carried out every few days, since one look does for all of a matter.
        """
        for days in range(DAYS, -1, -1):
            evening = self.end - days * DAY
            with transaction.atomic():
                progress(self._until(evening))
                tick(now=evening)
            if days % DELIVERED_DAYS == 0 or days < CURRENT_DAYS:
                while ledger.deliver_pending(now=evening):
                    pass

    def _until(self, evening: datetime) -> int:
        """Let happen what is planned before the evening; return how many acts that were."""
        done = 0
        while self.queue and self.queue[0][0] < evening:
            moment, _, act = heapq.heappop(self.queue)
            done += 1
            try:
                act(moment)
            except WENT_ANOTHER_WAY:
                continue  # the matter went another way meanwhile, as in life
        return done

"""How an invented matter passes between people and units: returned, dispatched again, arbitrated, offered and accepted."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any
from uuid import UUID

from linli.config.demonstration.cast import Crew
from linli.core.matters.models import Matter
from linli.core.procedures.answers import AnswersWrong
from linli.core.procedures.taking import StepNotOpen
from linli.flow.handling import actions as handling
from linli.flow.handling.returns.history import history_of
from linli.flow.routing import actions as routing
from linli.ground.people.actor import SYSTEM, Actor

Later = Callable[[datetime, float, float, Callable[[datetime], None]], None]


@dataclass
class Passing:
    """The passing of one matter. `town`: the unit that may have it instead; `take_up`: what happens where it stays."""

    matter_id: UUID
    crew: Crew
    dice: Random
    told: dict[str, Any]
    later: Later
    town: UUID | None
    take_up: Callable[[datetime], None]

    def give_back(self, matter_id: UUID, worker: Actor, now: datetime) -> bool:
        """Return it with a reason and an article; tell whether that was still open."""
        said = {
            "reason": self.dice.choice(self.told["returns"]),
            "article": self.dice.choice(self.told["articles"]),
        }
        with suppress(StepNotOpen):
            handling.give_back(matter_id, **said, actor=worker, now=now)
            self.later(now, 0.5, 4, self.dispatch_again)
            return True
        return False

    def dispatch_again(self, now: datetime) -> None:
        """Give what was returned to the town, sometimes to the department once more; what comes back again is arbitrated."""
        clerk, matter = self.crew.duty, self._matter()
        history = history_of(matter)
        last = history.returns[-1].unit_id
        unit = last if self.dice.random() < 0.4 else self.town
        if history.must_be_arbitrated(now):
            said = {"reason": self.told["decided"], "article": self.dice.choice(self.told["articles"])}
            handling.arbitrate(matter.id, unit_id=unit, **said, actor=clerk, now=now)
            self.later(now, 0.5, 6, self.take_up)
            return
        routing.dispatch(matter.id, unit_id=unit, reason="请先核实", actor=clerk, now=now)
        self.later(now, 0.5, 6, self._return_again if unit == last else self.take_up)

    def _return_again(self, now: datetime) -> None:
        """Return it a second time, half of the times, since it is the same matter as before."""
        matter = self._matter()
        worker = self.crew.worker_in(matter.unit_id, self.dice)
        if worker is None or self.dice.random() < 0.5 or not self.give_back(matter.id, worker, now):
            self.take_up(now)

    def offer(self, now: datetime) -> None:
        """Offer it to a colleague, who accepts a little later."""
        matter = self._matter()
        staff = self.crew.by_unit.get(matter.unit_id, [])
        other = self.crew.worker_in(matter.unit_id, self.dice)
        owner = next((each for each in staff if each.staff_id == matter.handler_id), None)
        if other is None or owner is None or other.staff_id == owner.staff_id:
            return
        note = self.dice.choice(self.told["notes"])
        with suppress(AnswersWrong):
            handling.hand_over(matter.id, staff_id=other.staff_id, note=note, actor=owner, now=now)
            answer = self._accept if self.dice.random() < 0.8 else self._decline
            self.later(now, 0.2, 3, lambda moment: answer(other, moment))

    def _accept(self, other: Actor, now: datetime) -> None:
        handling.accept(self.matter_id, actor=other, now=now)

    def _decline(self, other: Actor, now: datetime) -> None:
        handling.decline(self.matter_id, reason=self.told["declined"], actor=other, now=now)

    def send_up(self, worker: Actor, now: datetime) -> bool:
        """Send it to the level above, since it is more than this one can settle; tell whether that was still open."""
        with suppress(StepNotOpen):
            handling.escalate(self.matter_id, reason=self.told["sent_up"], actor=worker, now=now)
            self.later(now, 0.5, 5, self.take_up)
            return True
        return False

    def _matter(self) -> Matter:
        return Matter.objects.visible_to(SYSTEM).get(id=self.matter_id)

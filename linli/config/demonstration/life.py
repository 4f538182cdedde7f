"""The life of one invented matter, from its beginning to its end: usually in time, sometimes not."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from random import Random
from typing import Any
from uuid import UUID

from linli.config.demonstration.endings import Ending
from linli.config.demonstration.passing import Passing
from linli.config.demonstration.year import Act, Year
from linli.core.matters.models import Category, Matter
from linli.flow.handling import actions as handling
from linli.flow.intake.actions import receive
from linli.flow.intake.submission import Spot, Submission
from linli.flow.outcomes import actions as outcomes
from linli.ground.people.actor import SYSTEM, Actor, Refused, resident
from linli.ground.people.models import UnitKind
from linli.ground.places.models import Cell

CHANNELS = ("portal", "portal", "portal", "hotline", "hotline", "window", "grid", "village", "letter")

# Hours until the answer, by what the limits ask for; slow ones take thrice as long.
HOURS_TO_REPLY = {"urgent": (2, 14), "hard": (40, 300), "question": (8, 44), "suggestion": (20, 150)}
USUAL_HOURS = (12, 76)
SLOW = 0.26
LATE_CONTACT = 0.07


@dataclass
class Life:
    """One matter from its beginning to its end."""

    year: Year
    story: dict[str, Any]
    category: Category
    cell: Cell
    number: int
    matter_id: UUID | None = None
    hands: Actor | None = None

    @property
    def dice(self) -> Random:
        return self.year.dice

    @property
    def is_urgent(self) -> bool:
        return bool(self.story["severity"] == "urgent")

    def words(self, text: str) -> str:
        told = self.year.told
        place = f"{self.cell.village.name}{self.dice.choice(told['spots'])}"
        return text.format(place=place, when=self.dice.choice(told["whens"]), n=self.dice.randint(2, 9))

    def later(self, now: datetime, least: float, most: float, act: Act) -> None:
        """Plan `act`, by day; it falls away if the matter waits for a visitor by then."""
        self.year.later(now, least, most, lambda moment: self._unless_resting(act, moment))

    def soon(self, now: datetime, least: float, most: float, act: Act) -> None:
        """Plan `act`; what is urgent also by night."""
        if self.is_urgent:
            moment = now + timedelta(hours=self.dice.uniform(least, most))
            self.year.at(moment, lambda moment: self._unless_resting(act, moment))
        else:
            self.later(now, least, most, act)

    def _unless_resting(self, act: Act, now: datetime) -> None:
        if self.matter_id not in self.year.resting:
            act(now)

    def begin(self, now: datetime) -> None:
        anonymous = self.dice.random() < 0.25
        submission = Submission(
            key=f"demonstration-{self.number}",
            capability="requests",
            kind=self.story["kind"],
            text=self.words(self.dice.choice(self.story["asks"])),
            channel=self.dice.choice(CHANNELS),
            category_id=self.category.id,
            severity=self.story["severity"],
            spot=self._spot(),
            name="" if anonymous else self.year.crew.somebody(self.dice),
            phone="" if anonymous else f"199{self.dice.randrange(100_000_000):08d}",
        )
        self.matter_id = receive(submission, actor=resident(), now=now).matter_id
        self.soon(now, 0.1, 0.8 if self.is_urgent else 7, self.take_up)

    def _spot(self) -> Spot:
        if self.dice.random() < 0.85:
            return Spot(cell_id=self.cell.id, words=self.words("{place}"))
        return Spot(village_id=self.cell.village_id, words=self.cell.village.name)

    def _id(self) -> UUID:
        assert self.matter_id is not None  # noqa: S101 - planned only after `begin`
        return self.matter_id

    def _unit(self) -> UUID:
        """Return the unit that has the matter now."""
        of_this = Matter.objects.visible_to(SYSTEM).filter(id=self._id())
        unit_id: UUID = of_this.values_list("unit_id", flat=True).get()
        return unit_id

    def _worker(self) -> Actor:
        """Return whoever took it up, else somebody of its unit. Raises Refused where the unit has nobody who may."""
        if self.hands is not None:
            return self.hands
        of_this = Matter.objects.visible_to(SYSTEM).filter(id=self._id())
        unit_id, handler_id = of_this.values_list("unit_id", "handler_id").get()
        crew = self.year.crew.by_unit.get(unit_id, [])
        worker = next((each for each in crew if each.staff_id == handler_id), None)
        worker = worker or self.year.crew.worker_in(unit_id, self.dice)
        if worker is None:
            raise Refused
        return worker

    def take_up(self, now: datetime) -> None:
        unit_id = self._unit()
        worker = self.year.crew.worker_in(unit_id, self.dice)
        if worker is None or self.dice.random() < 0.02:
            self.later(now, 60, 300, self.take_up)  # left lying: overdue before somebody takes it up
            return
        is_department = self.year.crew.kinds[unit_id] == UnitKind.DEPARTMENT
        if self.dice.random() < 0.06 and is_department and self.passing.give_back(self._id(), worker, now):
            return
        if self.dice.random() < 0.02 and not is_department and self.passing.send_up(worker, now):
            return
        handling.claim(self._id(), actor=worker, now=now)
        self.hands = worker
        self._go_on(now)

    def _go_on(self, now: datetime) -> None:
        """Plan what whoever has taken it up does next."""
        severity, kind = self.story["severity"], self.story["kind"]
        least, most = HOURS_TO_REPLY.get(severity) or HOURS_TO_REPLY.get(kind) or USUAL_HOURS
        slow = 3 if self.dice.random() < SLOW else 1
        if self.dice.random() < LATE_CONTACT:
            self.later(now, 30, 50, self.contact)
        else:
            self.soon(now, 0.05, 1.2 if self.is_urgent else 7, self.contact)
        self.soon(now, least, most * slow, self.reply)
        if self.dice.random() < 0.1 and not self.is_urgent:
            self.later(now, 3, 16, self.ask)
        if self.dice.random() < 0.12:
            self.later(now, 4, 40, self.note)
        if self.dice.random() < 0.05:
            self.later(now, 1, 10, self.passing.offer)

    @cached_property
    def passing(self) -> Passing:
        crew, told = self.year.crew, self.year.told
        return Passing(self._id(), crew, self.dice, told, self.later, crew.town_of(self.cell), self.take_up)

    @cached_property
    def ending(self) -> Ending:
        dice = Random(self.number)  # noqa: S311 - invented lives, no secret
        return Ending(self._id(), self.year.crew, dice, self.year.told["promises"], self.later)

    def contact(self, now: datetime) -> None:
        text = self.dice.choice(self.year.told["contacts"])
        handling.contact(self._id(), text=text, actor=self._worker(), now=now)

    def note(self, now: datetime) -> None:
        text = self.dice.choice(self.year.told["notes"])
        handling.note(self._id(), text=text, actor=self._worker(), now=now)

    def ask(self, now: datetime) -> None:
        text = self.dice.choice(self.year.told["questions"])
        handling.ask(self._id(), text=text, actor=self._worker(), now=now)
        self.later(now, 1, 20, self.answer)

    def answer(self, now: datetime) -> None:
        text = self.dice.choice(self.year.told["answers"])
        handling.answer(self._id(), text=text, actor=resident([self._id()]), now=now)

    def reply(self, now: datetime) -> None:
        outcomes.reply(self._id(), text=self.words(self.story["did"]), actor=self._worker(), now=now)
        self.later(now, 4, 60, self.close)

    def close(self, now: datetime) -> None:
        outcome = self.dice.choices(("solved", "partly", "not_solved", "not_ours"), weights=(82, 11, 5, 2))[0]
        worker = self._worker()
        if not self.ending.make_ready(now, worker=worker, outcome=outcome):
            self.later(now, 10, 50, lambda moment: self._answer_again(worker, moment))
            return
        reason = "" if outcome == "solved" else self.dice.choice(self.year.told["reasons"])
        outcomes.close(self._id(), outcome=outcome, reason=reason, actor=worker, now=now)
        if self.dice.random() < 0.55:
            self.later(now, 2, 72, lambda moment: self.rate(moment, happy=outcome == "solved"))
        self.later(now, 80, 200, self.ending.visit)

    def _answer_again(self, worker: Actor, now: datetime) -> None:
        """Do what the verification found missing, and answer once more."""
        outcomes.reply(self._id(), text=self.year.told["redone"], actor=worker, now=now)
        self.later(now, 4, 40, self.close)

    def rate(self, now: datetime, *, happy: bool) -> None:
        me = resident([self._id()])
        content = self.dice.random() < (0.9 if happy else 0.4)
        solved = "yes" if content and happy else self.dice.choice(("partly", "no"))
        words = self.dice.choice(self.year.told["thanks" if content else "complaints"])
        satisfied = "yes" if content else self.dice.choice(("fair", "no"))
        outcomes.rate(self._id(), solved=solved, satisfied=satisfied, text=words, actor=me, now=now)
        if solved == "no" and self.dice.random() < 0.5:
            reason = self.dice.choice(self.year.told["complaints"])
            outcomes.reopen(self._id(), reason=reason, actor=me, now=now)
            self.later(now, 2, 20, self.ending.take_over)

"""Twelve months in the demonstration county: each matter lives its life in order of time, through the real actions."""

import heapq
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from itertools import count
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from linli.config.demonstration.cast import Crew
from linli.config.demonstration.endings import FILE, Ending
from linli.config.demonstration.passing import Passing
from linli.core.clocks.actions import tick
from linli.core.matters import ledger
from linli.core.matters.models import Category, Matter
from linli.core.procedures.taking import StepNotOpen
from linli.flow.handling import actions as handling
from linli.flow.intake.actions import receive
from linli.flow.intake.submission import Spot, Submission
from linli.flow.outcomes import actions as outcomes
from linli.ground.people.actor import SYSTEM, Refused, resident
from linli.ground.places.models import Cell

CHANNELS = ("portal", "portal", "portal", "hotline", "hotline", "window", "grid", "village", "letter")
HOURS = (7, 8, 8, 9, 9, 10, 10, 11, 14, 14, 15, 16, 17, 19, 20, 21)
BATCH = 40

Act = Callable[[datetime], None]


@dataclass
class Year:
    """The queue of what is going to happen, in order of time."""

    dice: Random
    told: dict[str, Any]
    crew: Crew
    end: datetime
    queue: list[tuple[datetime, int, Act]] = field(default_factory=list)
    order: Iterator[int] = field(default_factory=count)

    def at(self, moment: datetime, act: Act) -> None:
        if moment < self.end:
            heapq.heappush(self.queue, (moment, next(self.order), act))

    def run(self, progress: Callable[[int], object]) -> None:
        """Let everything happen, a few acts to a transaction so that the disk is not asked for each."""
        while self.queue:
            with transaction.atomic():
                planned = min(BATCH, len(self.queue))
                for _ in range(planned):
                    self._next()
            ledger.deliver_pending(now=self.end)
            progress(planned)

    def _next(self) -> None:
        moment, _, act = heapq.heappop(self.queue)
        try:
            act(moment)
        except (StepNotOpen, Refused):
            return  # the matter went another way meanwhile, as in life


def live(folder: Path, *, matters: int, end: datetime, seed: int, progress: Callable[[int], object]) -> None:
    """Let `matters` matters happen in the twelve months before `end`."""
    dice = Random(seed)  # noqa: S311 - invented lives, no secret
    told = tomllib.loads((folder / "stories.toml").read_text(encoding="utf-8"))
    told["promises"] = tomllib.loads((folder / FILE).read_text(encoding="utf-8"))["promise"]
    year = Year(dice, told, Crew.found(on=timezone.localdate(end)), end)
    categories = {category.code: category for category in Category.objects.all()}
    cells = list(Cell.objects.select_related("village").order_by("code"))
    favourites = dice.sample(cells, 60)
    for number in range(matters):
        story = dice.choices(
            told["story"], weights=[3 if s["severity"] == "small" else 2 for s in told["story"]]
        )[0]
        cell = dice.choice(favourites if dice.random() < 0.3 else cells)
        life = Life(year, story, categories[story["category"]], cell, number)
        year.at(_some_moment(dice, end), life.begin)
    for days in range(1, 366):
        year.at(end - timedelta(days=days), _look_at_the_clocks)
    year.run(progress)


def _look_at_the_clocks(now: datetime) -> None:
    tick(now=now)


def _some_moment(dice: Random, end: datetime) -> datetime:
    """Return a moment of the year, by day rather than by night; the last days are busy, so that the desk has work."""
    days = dice.uniform(0, 6) if dice.random() < 0.07 else dice.uniform(1, 365)
    local = timezone.localtime(end) - timedelta(days=days)
    moment = local.replace(hour=dice.choice(HOURS), minute=dice.randrange(60), second=dice.randrange(60))
    return moment if moment < end else moment - timedelta(days=1)


@dataclass
class Life:
    """One matter from its beginning to its end."""

    year: Year
    story: dict[str, Any]
    category: Category
    cell: Cell
    number: int
    matter_id: UUID | None = None

    @property
    def dice(self) -> Random:
        return self.year.dice

    def words(self, text: str) -> str:
        told = self.year.told
        place = f"{self.cell.village.name}{self.dice.choice(told['spots'])}"
        return text.format(place=place, when=self.dice.choice(told["whens"]), n=self.dice.randint(2, 9))

    def later(self, now: datetime, least: float, most: float, act: Act) -> None:
        """Plan `act` between `least` and `most` hours from now, moved into the daytime."""
        moment = timezone.localtime(now + timedelta(hours=self.dice.uniform(least, most)))
        if not 8 <= moment.hour < 18:
            moment = (moment + timedelta(days=moment.hour >= 18)).replace(
                hour=8, minute=self.dice.randrange(60)
            )
        self.year.at(moment, act)

    def begin(self, now: datetime) -> None:
        anonymous = self.dice.random() < 0.25
        text = self.words(self.dice.choice(self.story["asks"]))
        submission = Submission(
            key=f"demonstration-{self.number}",
            capability="requests",
            kind=self.story["kind"],
            text=text,
            channel=self.dice.choice(CHANNELS),
            category_id=self.category.id,
            severity=self.story["severity"],
            spot=self._spot(),
            name="" if anonymous else self.year.crew.somebody(self.dice),
            phone="" if anonymous else f"199{self.dice.randrange(100_000_000):08d}",
        )
        receipt = receive(submission, actor=resident(), now=now)
        self.matter_id = receipt.matter_id
        urgent = self.story["severity"] == "urgent"
        self.later(now, 0.1, 1 if urgent else 9, self.take_up)

    def _spot(self) -> Spot:
        if self.dice.random() < 0.85:
            return Spot(cell_id=self.cell.id, words=self.words("{place}"))
        return Spot(village_id=self.cell.village_id, words=self.cell.village.name)

    def _matter(self) -> Matter:
        return Matter.objects.visible_to(SYSTEM).get(id=self._id())

    def take_up(self, now: datetime) -> None:
        matter = self._matter()
        worker = self.year.crew.worker_in(matter.unit_id, self.dice)
        if worker is None or self.dice.random() < 0.02:
            self.later(
                now, 60, 300, self.take_up
            )  # left lying: it becomes overdue before somebody takes it up
            return
        is_disputed = self.dice.random() < 0.06 and matter.unit.kind == "department"
        if is_disputed and self.passing.give_back(matter, worker, now):
            return
        handling.claim(matter.id, actor=worker, now=now)
        self.later(now, 1, 8, self.contact)
        slow = 1 if self.dice.random() < 0.88 else 3
        self.later(now, 12, 80 * slow, self.reply)
        if self.dice.random() < 0.12:
            self.later(now, 3, 20, self.ask)
        if self.dice.random() < 0.3:
            self.later(now, 4, 40, self.note)
        if self.dice.random() < 0.05:
            self.later(now, 1, 10, self.passing.offer)

    def _id(self) -> UUID:
        assert self.matter_id is not None  # noqa: S101 - planned only after `begin`
        return self.matter_id

    @cached_property
    def passing(self) -> Passing:
        crew, told = self.year.crew, self.year.told
        return Passing(self._id(), crew, self.dice, told, self.later, crew.town_of(self.cell), self.take_up)

    @cached_property
    def ending(self) -> Ending:
        dice = Random(self.number)  # noqa: S311 - invented lives, no secret
        return Ending(self._id(), self.year.crew, dice, self.year.told["promises"], self.later)

    def _worker(self) -> Any:
        return self.year.crew.worker_in(self._matter().unit_id, self.dice)

    def contact(self, now: datetime) -> None:
        text = self.dice.choice(self.year.told["contacts"])
        handling.contact(self._id(), text=text, actor=self._worker(), now=now)

    def note(self, now: datetime) -> None:
        handling.note(
            self._id(), text=self.dice.choice(self.year.told["notes"]), actor=self._worker(), now=now
        )

    def ask(self, now: datetime) -> None:
        text = self.dice.choice(self.year.told["questions"])
        handling.ask(self._id(), text=text, actor=self._worker(), now=now)
        self.later(now, 1, 30, self.answer)

    def answer(self, now: datetime) -> None:
        text = self.dice.choice(self.year.told["answers"])
        handling.answer(self._id(), text=text, actor=resident([self._id()]), now=now)

    def reply(self, now: datetime) -> None:
        outcomes.reply(self._id(), text=self.words(self.story["did"]), actor=self._worker(), now=now)
        self.later(now, 4, 60, self.close)

    def close(self, now: datetime) -> None:
        outcome = self.dice.choices(("solved", "partly", "not_solved", "not_ours"), weights=(78, 13, 6, 3))[0]
        self.ending.make_ready(now, worker=self._worker(), outcome=outcome)
        reason = "" if outcome == "solved" else self.dice.choice(self.year.told["reasons"])
        outcomes.close(self._id(), outcome=outcome, reason=reason, actor=self._worker(), now=now)
        if self.dice.random() < 0.55:
            self.later(now, 2, 72, lambda moment: self.rate(moment, happy=outcome == "solved"))
        self.later(now, 24, 240, self.ending.visit)

    def rate(self, now: datetime, *, happy: bool) -> None:
        me = resident([self._id()])
        content = self.dice.random() < (0.93 if happy else 0.35)
        solved = "yes" if content and happy else self.dice.choice(("partly", "no"))
        words = self.year.told["thanks" if content else "complaints"]
        satisfied = "yes" if content else self.dice.choice(("fair", "no"))
        outcomes.rate(
            self._id(), solved=solved, satisfied=satisfied, text=self.dice.choice(words), actor=me, now=now
        )
        if solved == "no" and self.dice.random() < 0.5:
            reason = self.dice.choice(self.year.told["complaints"])
            outcomes.reopen(self._id(), reason=reason, actor=me, now=now)
            self.later(now, 2, 20, self.ending.take_over)

"""One event with many reporters, linked and answered together; and what comes after a matter was closed."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from linli.config.demonstration.beside.staged import Stage, Staged
from linli.core.matters.models import Matter
from linli.flow.handling import actions as handling
from linli.flow.handling.links import actions as links
from linli.flow.handling.links.models import Relation
from linli.flow.intake.submission import Spot, Submission
from linli.flow.outcomes import actions as outcomes
from linli.flow.outcomes.together import reply_to_all
from linli.ground.people.actor import SYSTEM, Actor, Refused, resident

WATER_OFF = "B101"


@dataclass
class Reporter(Staged):
    """One of many who tell of the same event; whoever works in the unit takes it up and waits for the others."""

    words_of: str = ""
    burst: "Burst | None" = None

    def words(self, text: str) -> str:
        return super().words(self.words_of if text in self.story["asks"] else text)

    def take_up(self, now: datetime) -> None:
        handling.claim(self.id, actor=self.worker(), now=now)
        self.soon(now, 0.1, 0.3, self.contact)


@dataclass
class Burst:
    """A water outage in one village: all who reported it, gathered around the first and answered with one text."""

    reporters: list[Reporter] = field(default_factory=list)

    def gather(self, now: datetime) -> None:
        first, *others = self.reporters
        ids = [each.id for each in others]
        said = {"relation": Relation.SAME_EVENT, "reason": first.said["burst_reason"]}
        links.gather(ids, first.id, **said, actor=first.year.crew.duty, now=now)
        first.year.later(now, 3, 5, self.answer)

    def answer(self, now: datetime) -> None:
        first = self.reporters[0]
        worker = first.worker()
        outcomes.reply(first.id, text=first.said["burst_reply"], actor=worker, now=now)
        lead = Matter.objects.visible_to(SYSTEM).get(id=first.id)
        reply_to_all(lead, text=first.said["burst_reply"], actor=worker, now=now + timedelta(minutes=10))
        for each in self.reporters:
            each.later(now, 18, 30, each.close)


def burst(stage: Stage, hours_ago: float, *, reporters: int, village: int, is_gathered: bool) -> Burst:
    """Plan an outage that so many tell of within two hours; gathered and answered where that is wished."""
    event = Burst()
    year = stage.year
    tells = year.told["beside"]["burst_asks"]
    for number in range(reporters):
        told_ago = hours_ago - 0.15 * number
        planned = stage.life(WATER_OFF, village=village)
        one = Reporter(**planned, words_of=tells[number % len(tells)], burst=event)
        event.reporters.append(one)
        year.at(year.end - timedelta(hours=told_ago), one.begin)
    if is_gathered:
        began = year.end - timedelta(hours=hours_ago)
        year.later(began, 26, 27, event.gather)
    return event


def came_again(life: Staged, worker: Actor, now: datetime) -> None:
    """Let it be answered and closed; a few days later its resident brings what came after."""
    life.answer_after(now, 20)
    life.after(now, 24 * 9, partial(_bring, life))


def _bring(life: Staged, now: datetime) -> None:
    earlier = Matter.objects.visible_to(SYSTEM).get(id=life.id)
    if earlier.is_open:
        raise Refused
    submission = Submission(
        key=f"demonstration-again-{life.number}",
        capability="requests",
        kind=life.story["kind"],
        text=life.words(life.said["again"]),
        channel="portal",
        category_id=life.category.id,
        severity=life.story["severity"],
        spot=Spot(cell_id=life.cell.id),
    )
    receipt = links.bring_follow_up(life.id, submission, actor=resident([life.id]), now=now)
    after = Staged(life.year, life.story, life.category, life.cell, life.number, matter_id=receipt.matter_id)
    after.scene = lambda each, _worker, at: each.answer_after(at, 20)
    after.soon(now, 0.2, 3, after.take_up)

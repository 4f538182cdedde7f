"""Petitions of the invented year: at every stage of their way, through the real actions. Loaded with the demonstration."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import cycle
from pathlib import Path
from random import Random
from typing import Any, Protocol
from uuid import UUID

from linli.capabilities.petitions.actions import Brought, bring, carry_out
from linli.capabilities.petitions.demonstration.scripts import SCRIPTS, Script, Turn
from linli.capabilities.petitions.models import CarryingOut
from linli.core.matters import sealed
from linli.core.matters.models import Matter
from linli.flow.handling.entrusting import take_sealed_step
from linli.flow.intake.submission import Spot, Submission
from linli.flow.outcomes.acts import act
from linli.flow.outcomes.letters.actions import issue
from linli.ground.people.actor import SYSTEM, Actor, Refused, resident
from linli.ground.people.models import Unit, UnitKind

FILE = "petitions.toml"
CHANNELS = {"online": "portal", "window": "window", "letter": "letter", "phone": "hotline", "visit": "window"}


class Crew(Protocol):
    """Who acts: the staff of each unit who may handle, whoever is on duty, whoever holds a role of a unit."""

    by_unit: dict[UUID, list[Actor]]
    duty: Actor
    posts: dict[tuple[UUID, str], Actor]
    centre: UUID

    @property
    def departments(self) -> list[UUID]: ...

    def somebody(self, dice: Random) -> str: ...


class Year(Protocol):
    """The queue of the invented year."""

    end: datetime
    crew: Any

    def at(self, moment: datetime, act: Callable[[datetime], object]) -> None: ...

    def later(
        self,
        now: datetime,
        least: float,
        most: float,
        act: Callable[[datetime], object],
        *,
        dice: Random | None = None,
    ) -> None: ...


def plan(year: Year, folder: Path) -> None:
    """Plan every script on the queue of the year, each in another village; `folder` is the locality's."""
    if not (folder / FILE).is_file():
        return
    told = tomllib.loads((folder / FILE).read_text(encoding="utf-8"))
    villages = cycle(Unit.objects.filter(kind=UnitKind.VILLAGE, area__isnull=False).order_by("code")[5:30])
    stories = {
        (kind, conclusion): cycle([one for one in told[kind] if conclusion in ("", one.get("conclusion"))])
        for kind, conclusion in {
            (script.kind, script.conclusion) for script in SCRIPTS if script.kind in told
        }
    }
    for number, script in enumerate(SCRIPTS):
        story = told["said"] if script.kind == "accusation" else next(stories[script.kind, script.conclusion])
        life = PetitionLife(year, script, {**told["said"], **story}, next(villages), Random(number))  # noqa: S311
        year.later(year.end - timedelta(days=script.days), 0, 2, life.begin, dice=life.dice)


@dataclass
class PetitionLife:
    """One petition that goes as its script says; it stops where the script stops."""

    year: Year
    script: Script
    said: Mapping[str, Any]
    village: Unit
    dice: Random
    matter_id: UUID | None = None

    def words(self, text: str) -> str:
        return text.format(place=self.village.area)

    def begin(self, now: datetime) -> None:
        is_sealed, crew = self.script.kind == "accusation", self.year.crew
        key = f"demonstration-petition-{self.script.days}-{self.village.code}"
        text = self.words(self.said["accusation"] if is_sealed else self.said["ask"])
        submission = Submission(
            key=key,
            capability="petitions",
            kind=self.script.kind,
            text=text,
            channel=CHANNELS[self.script.form],
            spot=Spot() if is_sealed else Spot(village_id=self.village.area_id),
            name=crew.somebody(self.dice),
            phone=f"199{self.dice.randrange(100_000_000):08d}",
            sealed=is_sealed,
            named=(sealed.Named("unit", self.village.id),) if is_sealed else (),
        )
        brought = Brought(submission, form=self.script.form, people_count=self.script.people)
        self.matter_id = bring(brought, actor=resident(), now=now).matter_id
        self._plan(iter(self.script.turns), now)

    def _plan(self, turns: Iterator[Turn], now: datetime) -> None:
        turn = next(turns, None)
        if turn is None:
            return

        def do(moment: datetime) -> None:
            self._take(turn, moment)
            self._plan(turns, moment)

        self.year.later(now, turn.hours, turn.hours + 2, do, dice=self.dice)

    def _take(self, turn: Turn, now: datetime) -> None:
        assert self.matter_id is not None  # noqa: S101 - planned only after `begin`
        if turn.step == "carry_out":
            duty = CarryingOut.objects.get(petition=self.matter_id)
            carry_out(duty.id, evidence=self.said["done"], actor=self._actor(turn), now=now)
            return
        if turn.step == "letter":
            issue(self.matter_id, kind=turn.said["kind"], fields={}, actor=self._actor(turn), now=now)
            return
        if self.script.kind == "accusation":
            said, actor = self._answers(turn, now), self._actor(turn)
            take_sealed_step(self.matter_id, turn.step, said=said, key=None, actor=actor, now=now)
            return
        matter = Matter.objects.visible_to(SYSTEM).get(id=self.matter_id)
        act(matter, turn.step, self._answers(turn, now), actor=self._actor(turn), now=now, version=None)

    def _answers(self, turn: Turn, now: datetime) -> dict[str, str]:
        """Return the answers of a turn: words of the story by "@name", days from now by "+n", units by name."""
        units = {"village": self.village.id, "department": self.year.crew.departments[0]}
        found = {}
        for name, text in turn.said.items():
            if text.startswith("@"):
                found[name] = self.words(str(self.said[text[1:]]))
            elif text.startswith(("+", "-")) and text[1:].isdigit():
                found[name] = (now + timedelta(days=int(text))).date().isoformat()
            else:
                found[name] = str(units.get(text, text))
        return found

    def _actor(self, turn: Turn) -> Actor:
        """Return who takes the turn. Raises Refused where the unit has nobody."""
        crew: Crew = self.year.crew
        match turn.who:
            case "petitioner":
                return resident([self.matter_id] if self.matter_id else [])
            case "duty":
                return crew.duty
            case "leader":
                return crew.posts[crew.centre, "leader"]
        assert self.matter_id is not None  # noqa: S101 - planned only after `begin`
        of_this = Matter.objects.visible_to(SYSTEM).filter(id=self.matter_id)
        unit_id: UUID = of_this.values_list("unit_id", flat=True).get()
        workers = crew.by_unit.get(unit_id, [])
        if len(workers) <= turn.nth:
            raise Refused
        return workers[turn.nth]

"""The hall of the demonstration: its services, desks and other ways, and the visits of the last days."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Any, Protocol

from django.utils import timezone

from linli.capabilities.petitions.bringing.models import Way
from linli.capabilities.petitions.reception import actions
from linli.capabilities.petitions.reception.models import Desk, Service
from linli.ground.people.actor import Actor
from linli.ground.people.models import Unit

FILE = "reception.toml"
DAYS, SEED = 12, 20
VISITS = (3, 6)


class Year(Protocol):
    end: datetime
    crew: Any

    def at(self, moment: datetime, act: Callable[[datetime], object]) -> None: ...


def plan(year: Year, folder: Path) -> None:
    """Open the hall and plan a few visits of each of the last working days."""
    if not (folder / FILE).is_file():
        return
    told = tomllib.loads((folder / FILE).read_text(encoding="utf-8"))
    for said in told["way"]:
        Way.objects.get_or_create(code=said["code"], defaults=said)
    hall = Unit.objects.get(id=year.crew.centre)
    units = {unit.code: unit for unit in Unit.objects.all()}
    for said in told["service"]:
        Service.objects.get_or_create(hall=hall, letter=said["letter"], defaults={"name": said["name"]})
    for said in told["desk"]:
        hours = {name: time.fromisoformat(said[name]) for name in ("opens", "closes")}
        rest = {name: said[name] for name in ("about", "weekdays")}
        unit = units[said["unit"]]
        Desk.objects.get_or_create(hall=hall, unit=unit, room=said["room"], defaults={**hours, **rest})
    _plan_visits(year, hall, Random(SEED))  # noqa: S311


def _plan_visits(year: Year, hall: Unit, dice: Random) -> None:
    for days in range(DAYS, -1, -1):
        day = timezone.localtime(year.end - timedelta(days=days))
        if day.isoweekday() > 5:
            continue
        for _number in range(dice.randint(*VISITS)):
            hour, minute = dice.choice((9, 10, 11, 14, 15, 16)), dice.randrange(60)
            began = day.replace(hour=hour, minute=minute, second=0, microsecond=0)
            year.at(began, HallVisit(year, hall, dice).take)


@dataclass
class HallVisit:
    """One visit: a number, the window, perhaps a department, advice."""

    year: Year
    hall: Unit
    dice: Random

    def take(self, now: datetime) -> None:
        services = list(Service.objects.filter(hall=self.hall).order_by("letter"))
        actions.take_number(self.dice.choice(services).id, actor=self.clerk, now=now)
        self.year.at(now + timedelta(minutes=self.dice.randint(2, 25)), self.receive)

    def receive(self, now: datetime) -> None:
        """Call whoever waits longest; where somebody is still there, the next one waits."""
        window = Desk.objects.filter(hall=self.hall, unit=self.hall).first()
        if window is None:
            return
        try:
            stop = actions.call_next(window.id, actor=self.clerk, now=now)
        except actions.NotNow:
            self.year.at(now + timedelta(minutes=5), self.receive)
            return
        if stop is not None:
            ending = "advice" if self.dice.random() < 0.9 else "left"
            until = now + timedelta(minutes=self.dice.randint(3, 4))
            self.year.at(until, lambda at: actions.end(stop.id, ending=ending, actor=self.clerk, now=at))

    @property
    def clerk(self) -> Actor:
        actor: Actor = self.year.crew.duty
        return actor

"""The way out for messages, as it is: busy, slow, broken, or gone in the midst of it."""

from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from linli.ground.people.senders import TryLater

from .faults import Killed

if TYPE_CHECKING:
    from .town import Town

PATH = f"{__name__}.TownSender"
WAYS = ("sent",) * 6 + ("busy", "broken", "timeout", "killed")


class Sender:
    """Counts what was handed over; `way` is drawn for each message."""

    def __init__(self, town: "Town") -> None:
        self.town = town
        self.count: Counter[str] = Counter()
        TownSender.of = self

    @property
    def handed(self) -> int:
        """Return how many messages may have gone out."""
        return self.count["sent"] + self.count["timeout"] + self.count["killed"]

    def send(self) -> None:
        way = self.town.dice.choice(WAYS)
        self.count[way] += 1
        if way != "sent":
            self.town.tally[f"fault: the way out is {way}"] += 1
        match way:
            case "busy":
                raise TryLater
            case "timeout":
                raise TimeoutError
            case "broken":
                raise ValueError("no such number")
            case "killed":
                raise Killed


class TownSender:
    """What the settings name."""

    of: ClassVar[Sender]

    def send(self, phone: str, text: str, *, now: datetime) -> None:
        self.of.town.expect(bool(phone and text), "a message has a number and words")
        self.of.town.expect(now == self.of.town.now, "a message is sent at the time of its turn")
        self.of.send()

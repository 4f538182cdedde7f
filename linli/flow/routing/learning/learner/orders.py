"""A past order, and the question it answers. Plain Python; all texts are as the source writes them."""

from dataclasses import dataclass
from datetime import date

Levels = tuple[str, ...]


@dataclass(frozen=True)
class Question:
    """What is known before anybody handles it: `category` and `place` as codes from the widest to the narrowest level
    (a category's root first; town, village), the names of the places, the channel it came by and its nature. Never who asks."""

    day: date
    category: Levels
    place: Levels
    channel: str = ""
    nature: str = ""
    place_names: Levels = ()


@dataclass(frozen=True)
class Order(Question):
    """A question with its answer: the unit that handled it, as code and as the name it went by that day.

    `unit` "" where the source does not say: nothing can be learned from it.
    """

    unit: str = ""
    unit_name: str = ""

"""What else can be brought, each by pages of its own: shown on the first page. Each app says so in its `portal_entrances.py`."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise

Words = str | Promise


@dataclass(frozen=True)
class Entrance:
    """A way in: the name of its address, what it is called, and whom it helps."""

    name: str
    words: Words
    hint: Words
    order: int

    @property
    def url(self) -> str:
        return reverse(self.name)


_entrances: dict[str, Entrance] = {}


def offer(name: str, words: Words, hint: Words, *, order: int = 50) -> None:
    """Show a way in on the first page; those of a lower order stand higher."""
    _entrances[name] = Entrance(name, words, hint, order)


def offered() -> list[Entrance]:
    return sorted(_entrances.values(), key=lambda each: each.order)

"""Rows of a worklist, the facts of a card, chips of a filter sentence, a keyset pager."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from linli.ground.look import wording
from linli.ground.look.parts.clocks import Tone, tone_of


@dataclass(frozen=True)
class Row:
    """One matter on one line. `pane` is the address of the fragment that the right pane shows, if there is one."""

    number: str
    url: str
    what: str
    where: str = ""
    holder: str = ""
    due_at: datetime | None = None
    began_at: datetime | None = None
    now: datetime | None = None
    done: bool = False
    due_words: str = ""
    pane: str = ""
    current: bool = False
    new: bool = False
    id: str = ""

    @property
    def tone(self) -> Tone:
        return tone_of(self.due_at, self.now, began_at=self.began_at, done=self.done) if self.now else "ink"

    @property
    def due(self) -> str:
        return self.due_words or (wording.span(self.due_at, self.now) if self.now else "")


@dataclass(frozen=True)
class Fact:
    """One line of a card: what it is called, what it is, and where it leads."""

    name: str
    value: object
    url: str = ""


@dataclass(frozen=True)
class Card:
    """A matter at a glance."""

    number: str
    title: str
    state: str = ""
    url: str = ""
    text: str = ""
    facts: Sequence[Fact] = field(default_factory=tuple)
    row: Row | None = None


@dataclass(frozen=True)
class Chip:
    """One condition of the sentence above a list; `without` is the address of the list without it."""

    words: str
    without: str = ""


@dataclass(frozen=True)
class Pager:
    """Keyset paging: no page numbers, so that every depth costs the same. Empty address = no such page."""

    previous: str = ""
    next: str = ""
    words: str = ""
    first: str = ""


@dataclass(frozen=True)
class Crumb:
    """One step of the path to this page; the last one has no address."""

    words: str
    url: str = ""

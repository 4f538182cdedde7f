"""What happened, in order; and the place in the procedure where a matter is."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal


@dataclass(frozen=True)
class Happening:
    """One entry on the timeline. `told_at` only where it differs from when it was recorded; `sealed` hides from residents."""

    at: datetime
    title: str
    who: str = ""
    text: str = ""
    tone: Literal["", "red", "green", "amber"] = ""
    told_at: datetime | None = None
    internal: bool = False
    photos: Sequence[tuple[str, str]] = field(default_factory=tuple)


@dataclass(frozen=True)
class StepButton:
    """A step that is open now. Its form unfolds in place; `version` guards against a race.

    `form` is a Django form, or None where it asks nothing or the form is fetched from `form_url` when unfolded.
    """

    name: str
    label: str
    url: str
    likely: bool = False
    hint: str = ""
    form: object | None = None
    form_url: str = ""
    version: int | None = None
    opened: bool = False
    draft_url: str = ""
    key: str = ""
    submit: str = ""


@dataclass(frozen=True)
class Stage:
    """A state of the procedure, seen from one matter: done, here, ahead."""

    name: str
    words: str
    place: Literal["done", "here", "ahead"] = "ahead"
    note: str = ""


@dataclass(frozen=True)
class Passage:
    """A step as the diagram shows it: from one state to another."""

    origin: str
    target: str
    words: str

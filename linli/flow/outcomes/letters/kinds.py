"""What kinds of letters there are. Each room declares its own in `letter_kinds.py`, found when the program starts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.utils.functional import Promise

from linli.core.matters.models import Matter
from linli.ground.documents.reading.filling import Value
from linli.ground.people.actor import Actor

Label = str | Promise
Fields = Mapping[str, Value]
AskKind = Literal["line", "text", "date", "choice", "lines", "rows"]


@dataclass(frozen=True)
class Ask:
    """A field that the writer fills, or may change where it was filled for them. `name` is a field of the template.

    "line" one line, "text" several paragraphs, "date" a day, "choice" one of `choices`, "lines" a list with one thing a
    line, "rows" a list of rows, one a line, their columns divided by "|". `limit`: the most characters.
    """

    name: str
    label: Label
    kind: AskKind = "line"
    hint: Label = ""
    required: bool = True
    limit: int = 200
    choices: tuple[tuple[str, Label], ...] = ()


def nothing(matter: Matter, now: datetime) -> Fields:
    return {}


def as_written(matter: Matter, fields: Fields, actor: Actor, now: datetime) -> Fields:
    return fields


def always(matter: Matter, now: datetime) -> str:
    return ""


def every_matter(matter: Matter) -> bool:
    return True


@dataclass(frozen=True)
class LetterKind:
    """One kind of letter.

    `template` and `series` name files of `letters/` (series "": without a number). `fields_of(matter, now)` fills fields
    of the template; what is in `asks` the writer may change. `permission` must reach the matter; in a sealed matter,
    whose key holder the writer must be, they need `sealed.handle` instead. `fits(matter)`: whether it is ever meant for
    such a matter; `why_not(matter, now)`: why it cannot be issued now, as a sentence, "" where it can.
    `for_resident`: the resident reads it; else it goes to somebody else and never shows on their page.
    `offered`: stands among those that a clerk may write by hand; else only an action issues it. `at_issue`: fills in what
    opens an identity, and records that; a look at the letter before it is issued shows what `fields_of` says instead.
    """

    code: str
    label: Label
    template: str
    series: str
    fields_of: Callable[[Matter, datetime], Fields] = nothing
    asks: tuple[Ask, ...] = ()
    permission: str = "outcomes.reply"
    fits: Callable[[Matter], bool] = every_matter
    why_not: Callable[[Matter, datetime], str] = always
    for_resident: bool = True
    offered: bool = True
    hint: Label = ""
    order: int = 50
    at_issue: Callable[[Matter, Fields, Actor, datetime], Fields] = as_written


class NoSuchKind(LookupError):
    """No room has declared a kind of letter of that code."""


_kinds: dict[str, LetterKind] = {}


def declare(*kinds: LetterKind) -> None:
    """Make kinds known. Raises ValueError on a second of the same code."""
    for one in kinds:
        if one.code in _kinds:
            raise ValueError(f"two kinds of letters are named {one.code}")
        _kinds[one.code] = one


def every() -> Sequence[LetterKind]:
    """Return all kinds in the order in which they are offered."""
    return sorted(_kinds.values(), key=lambda one: one.order)


def named(code: str) -> LetterKind:
    """Return the kind called `code`. Raises NoSuchKind."""
    try:
        return _kinds[code]
    except KeyError:
        raise NoSuchKind(code) from None


def label_of(code: str) -> str:
    """Return what a kind is called in the reader's language; the code where its room is gone."""
    return str(_kinds[code].label) if code in _kinds else code

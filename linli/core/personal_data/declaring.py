"""What the house keeps about people beside a matter: every table says what it holds, for what, how long, and how a copy
of it is made and it is erased.

Each room declares its own in `personal_data.py`; those of ground and core are declared in `declared`, since they do not
know us. A test walks all tables: one that nobody has named fails the build (PIPL arts 6, 17, 19, 45, 47).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.utils.functional import Promise

from linli.core.matters.models import Matter

Label = str | Promise
Copied = Any  # what JSON knows: dict, list, str, int, float, bool, None

MATTER = "matter"  # kept as long as the matter itself: as its capability says


class Copy(Protocol):
    """Return what a resident who asks for a copy of their data is given of this, as JSON knows it; None: nothing."""

    def __call__(self, matter: Matter) -> Copied: ...


class Erase(Protocol):
    """Erase it, in the caller's transaction, who holds the lock on the matter. May be called again."""

    def __call__(self, matter: Matter, *, now: datetime) -> None: ...


@dataclass(frozen=True)
class Holding:
    """One thing that is kept. `tables` are "app.Model", or names of tables without a model; `keep` is a class of keeping."""

    name: str
    tables: tuple[str, ...]
    label: Label
    purpose: Label
    keep: str
    copy: Copy
    erase: Erase


class Twice(ValueError):
    """Two rooms declare the same name."""


_holdings: dict[str, Holding] = {}
_nothing: dict[str, str] = {}


def holds(
    name: str,
    *tables: str,
    label: Label,
    purpose: Label,
    copy: Copy,
    erase: Erase,
    keep: str = MATTER,
) -> None:
    """Declare what `tables` hold about people. They are erased in the order of their declaration. Raises Twice."""
    if name in _holdings:
        raise Twice(name)
    _holdings[name] = Holding(name, tables, label, purpose, keep, copy, erase)


def nothing_personal(reason: str, *tables: str) -> None:
    """Declare that `tables` hold nothing about a resident, and why. Raises Twice."""
    for table in tables:
        if table in _nothing:
            raise Twice(table)
        _nothing[table] = reason


def every() -> tuple[Holding, ...]:
    return tuple(_holdings.values())


def of_class(keep: str) -> tuple[Holding, ...]:
    """Return what is kept for as long as the class `keep` says."""
    return tuple(one for one in _holdings.values() if one.keep == keep)


def classes() -> list[str]:
    """Return the classes of keeping other than the matter's own."""
    return sorted({one.keep for one in _holdings.values()} - {MATTER})


def named_tables() -> frozenset[str]:
    """Return every table that somebody has named, as personal or not."""
    return frozenset(_nothing) | frozenset(table for one in _holdings.values() for table in one.tables)


def named_twice() -> list[str]:
    """Return what is said to hold nothing and to hold something."""
    personal: Iterable[str] = (table for one in _holdings.values() for table in one.tables)
    return sorted(set(personal) & set(_nothing))

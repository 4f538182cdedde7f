"""Of what kind a request is: told by the name of its address, from `classes.toml`."""

import tomllib
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import Resolver404, resolve

from linli.config.health import VIEWS

SHIPPED = Path(__file__).with_name("classes.toml")
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
REMEMBERED = 4096


@dataclass(frozen=True)
class Kind:
    """One kind of request. `rank`: the higher, the sooner it is sent away. `patience` in seconds; None: never sent away."""

    name: str
    rank: int
    share: float
    patience: float | None = None
    names: tuple[str, ...] = ()
    sent: tuple[str, ...] = ()

    def __hash__(self) -> int:
        return self.rank


@cache
def kinds() -> dict[str, Kind]:
    """Return every kind by its name, the last to be sent away first."""
    rows = tomllib.loads(SHIPPED.read_text(encoding="utf-8"))["kind"]
    return {row["name"]: _kind(row, rank) for rank, row in enumerate(rows)}


def _kind(row: dict[str, Any], rank: int) -> Kind:
    names, sent = (tuple(row.pop(part, ())) for part in ("names", "sent"))
    return Kind(**row, names=names, sent=sent, rank=rank)


def kind_of(method: str, path: str) -> Kind:
    """Return the kind of a request. `path` as it was asked for, without its query."""
    if path in VIEWS:
        return kinds()["vital"]
    if path.startswith(settings.STATIC_URL):
        return kinds()["entrance"]  # a page without its style is no page
    return kind_named(_name_of(path), is_sent=method not in SAFE_METHODS)


@lru_cache(maxsize=REMEMBERED)
def _name_of(path: str) -> str:
    try:
        return resolve(path).view_name
    except Resolver404:
        return ""


@lru_cache(maxsize=REMEMBERED)
def kind_named(name: str, *, is_sent: bool) -> Kind:
    """Return the kind of an address by its name (`desk:search`); whatever stands nowhere has a safe one."""
    known = kinds()
    for kind in known.values():
        if any(fnmatchcase(name, pattern) for pattern in (kind.sent if is_sent else kind.names)):
            return kind
    return known["acting" if is_sent else "browsing"]

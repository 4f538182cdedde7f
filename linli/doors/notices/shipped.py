"""After which acts residents get a message, as the rooms ship it: data in `notices.toml` of each."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps

from linli.core.procedures.words import Words

FILE = "notices.toml"
PARTS = {"verb", "label", "words", "by", "window", "unless"}


@dataclass(frozen=True)
class Kind:
    """A message: what it follows, what it is called, its words, and which day it names: `by` is a part of the entry,
    `window` an obligation whose window opens with it. `unless`: acts that take its sense away.
    """

    verb: str
    label: Words
    words: Words
    by: str = ""
    window: str = ""
    unless: tuple[str, ...] = ()


@cache
def every() -> Mapping[str, Kind]:
    """Return what the rooms ship, by verb. Raises ValueError where a file is not right."""
    found: dict[str, Kind] = {}
    for app in apps.get_app_configs():
        path = Path(app.path) / FILE
        if not path.is_file():
            continue
        for said in tomllib.loads(path.read_text(encoding="utf-8"))["notices"]:
            kind = _kind(said, path)
            if kind.verb in found:
                raise ValueError(f"{path}: two rooms ship a notice after {kind.verb}")
            found[kind.verb] = kind
    return found


def choices() -> list[tuple[str, Words]]:
    return [(kind.verb, kind.label) for kind in every().values()]


def label_of(verb: str) -> str:
    """Return what a message is called; its verb where nobody ships it any more."""
    kind = every().get(verb)
    return str(kind.label) if kind else verb


def _kind(said: Mapping[str, Any], path: Path) -> Kind:
    if unknown := said.keys() - PARTS:
        raise ValueError(f"{path}: {said.get('verb')}: unknown {', '.join(sorted(unknown))}")
    return Kind(
        verb=said["verb"],
        label=Words.of(said["label"]),
        words=Words.of(said["words"]),
        by=said.get("by", ""),
        window=said.get("window", ""),
        unless=tuple(said.get("unless", ())),
    )

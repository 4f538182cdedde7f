"""Fill the registers from the files that a locality ships. What is there already is left as the centre made it."""

import tomllib
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from linli.core.matters.models import Category, Channel
from linli.core.registers import actions
from linli.core.registers.declaration import named
from linli.core.registers.models import Text, TextLanguage
from linli.ground.people.actor import Actor

Said = Mapping[str, Any]


@transaction.atomic
def load_all(folder: Path, *, actor: Actor, now: datetime) -> int:
    """Load categories, channels and texts of the locality in `folder`; return how many rows were added."""
    return sum(load(folder, actor=actor, now=now) for load in (load_categories, load_channels, load_texts))


def load_categories(folder: Path, *, actor: Actor, now: datetime) -> int:
    """Add the categories of `categories.toml`. A closing condition holds for all below, unless they say their own."""
    there = {row.code: row for row in Category.objects.all()}
    before = len(there)

    def take(said: Said, parent: Category | None, condition: str) -> None:
        condition = said.get("closing_condition", condition)
        code, name = said["code"], said["name"]
        if code not in there:
            values = {"code": code, "name": name, "parent": parent, "closing_condition": condition}
            row = actions.add(named("categories"), values, actor=actor, now=now)
            assert isinstance(row, Category)  # noqa: S101
            there[code] = row
        for below in said.get("below", ()):
            take(below, there[code], condition)

    for root in _read(folder, "categories")["category"]:
        take(root, None, "")
    return len(there) - before


def load_channels(folder: Path, *, actor: Actor, now: datetime) -> int:
    """Add the channels of `channels.toml`."""
    there = set(Channel.objects.values_list("code", flat=True))
    fresh = [said for said in _read(folder, "channels")["channel"] if said["code"] not in there]
    return _add("channels", fresh, actor=actor, now=now)


def load_texts(folder: Path, *, actor: Actor, now: datetime) -> int:
    """Add the texts of `texts.toml`, each in the languages it is written in."""
    there = set(Text.objects.values_list("key", "language"))
    fresh = [
        {"key": said["key"], "language": language, "text": said[language]}
        for said in _read(folder, "texts")["text"]
        for language in TextLanguage.values
        if language in said and (said["key"], language) not in there
    ]
    return _add("texts", fresh, actor=actor, now=now)


def _add(register: str, fresh: Iterable[Said], *, actor: Actor, now: datetime) -> int:
    return len([actions.add(named(register), values, actor=actor, now=now) for values in fresh])


def _read(folder: Path, name: str) -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads((folder / f"{name}.toml").read_text("utf-8"))

"""Grounds on which something may be done, such as not counting time: data with a source, one file a list."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

from linli.core.procedures.words import Words


@dataclass(frozen=True)
class Ground:
    name: str
    label: Words
    source: str


@cache
def grounds(shipped: Path, *, local: str) -> Mapping[str, Ground]:
    """Return the grounds that hold here, by name: of the locality's file `local`, else those that the room ships."""
    own = Path(settings.LOCALITY) / local
    path = own if own.is_file() else shipped
    said = tomllib.loads(path.read_text(encoding="utf-8"))["grounds"]
    return {one["name"]: Ground(one["name"], Words.of(one["label"]), one["source"]) for one in said}

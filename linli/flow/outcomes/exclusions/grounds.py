"""On what ground a matter may be left out of the rates: data with a source. A locality has its own in `exclusions.toml`."""

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
def every() -> Mapping[str, Ground]:
    """Return the grounds that hold here, by name."""
    local = Path(settings.LOCALITY) / "exclusions.toml"
    path = local if local.is_file() else Path(__file__).with_name("grounds.toml")
    said = tomllib.loads(path.read_text(encoding="utf-8"))["grounds"]
    return {one["name"]: Ground(one["name"], Words.of(one["label"]), one["source"]) for one in said}


def words(name: str) -> str:
    ground = every().get(name)
    return str(ground.label) if ground else name

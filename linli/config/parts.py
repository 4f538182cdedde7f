"""The parts of a capability: small apps of their own within its folder."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from linli.config.env import ROOT


def with_their_parts(capabilities: Iterable[str]) -> Iterator[str]:
    """Yield each capability by its dotted name, then the apps within its folder, so that one line is enough for all."""
    for name in capabilities:
        yield name
        for part in sorted(Path(ROOT, *name.split(".")).glob("*/apps.py")):
            yield f"{name}.{part.parent.name}"

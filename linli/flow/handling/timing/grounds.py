"""For what a clock may be paused: data with a source. A locality has its own list in `grounds.toml`."""

from collections.abc import Mapping
from pathlib import Path

from linli.core.procedures.grounds import Ground, grounds

FILE = Path(__file__).with_name("grounds.toml")


def every() -> Mapping[str, Ground]:
    """Return the grounds that hold here, by name."""
    return grounds(FILE, local="grounds.toml")

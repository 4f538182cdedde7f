"""On what ground a request may be refused: data with a source. A locality has its own in `refusing_rights.toml`."""

from collections.abc import Mapping
from pathlib import Path

from linli.core.procedures.grounds import Ground, grounds

FILE = Path(__file__).with_name("grounds.toml")


def every() -> Mapping[str, Ground]:
    """Return the grounds that hold here, by name."""
    return grounds(FILE, local="refusing_rights.toml")


def words(name: str) -> str:
    ground = every().get(name)
    return str(ground.label) if ground else name


def article(name: str) -> str:
    ground = every().get(name)
    return ground.source if ground else ""

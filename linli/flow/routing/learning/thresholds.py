"""From when on something learned is worth a proposal: data of the locality, else what is shipped here."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

SHIPPED = Path(__file__).with_name("thresholds.toml")


@dataclass(frozen=True)
class Thresholds:
    """`days` back in time; `orders` and `share` of a line; the same of a successor, with the longest gap in days."""

    days: int
    orders: int
    share: float
    successor_orders: int
    gap_days: int
    confidence: float


def thresholds() -> Thresholds:
    """Return what `learning.toml` of the locality says, and for what it does not say, what is shipped."""
    own = Path(settings.LOCALITY) / "learning.toml"
    said = [_read(path) for path in (SHIPPED, own) if path.exists()]
    duties, successors = ({k: v for file in said for k, v in file.get(part, {}).items()} for part in PARTS)
    return Thresholds(
        days=duties["days"],
        orders=duties["orders"],
        share=duties["share"],
        successor_orders=successors["orders"],
        gap_days=successors["gap_days"],
        confidence=successors["confidence"],
    )


PARTS = ("duties", "successors")


def _read(path: Path) -> dict[str, dict[str, Any]]:
    return tomllib.loads(path.read_text(encoding="utf-8"))

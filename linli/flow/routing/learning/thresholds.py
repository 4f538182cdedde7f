"""From when on something learned is worth a proposal: provisions, which each centre may set."""

from dataclasses import dataclass
from datetime import date

from linli.core.registers.provisions import provisions

NAMES = ("days", "line_matters", "line_share", "successor_matters", "successor_gap", "successor_confidence")


@dataclass(frozen=True)
class Thresholds:
    """`days` back in time; `orders` and `share` of a line; the same of a successor, with the longest gap in days."""

    days: int
    orders: int
    share: float
    successor_orders: int
    gap_days: int
    confidence: float


def thresholds(*, on: date) -> Thresholds:
    """Return those in force `on` a day."""
    names = [f"learning.{name}" for name in NAMES]
    said = provisions(names, on=on)
    days, orders, share, successor_orders, gap_days, confidence = (said[name] for name in names)
    return Thresholds(days, orders, share / 100, successor_orders, gap_days, confidence / 100)

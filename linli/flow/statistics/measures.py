"""Measure one matter from its entries: a pure function, so that a rebuild must give what the follower gave."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

MEASURES = (
    "received",
    "open",
    "answered",
    "in_time",
    "late",
    "contacted",
    "contacted_in_time",
    "closed",
    "not_solved",
    "rated",
    "said_solved",
    "satisfied",
    "returned",
    "reopened",
)


@dataclass(frozen=True)
class Said:
    """What measuring needs of an entry."""

    verb: str
    body: dict[str, Any]


def measure(entries: Iterable[Said]) -> dict[str, int]:
    """Return how often each measure counts for this matter, from its entries in order.

    A matter is late when a clock of the matter itself was stopped after its due time or has run out; a unit's own
    clocks do not make it late. Only the last rating counts.
    """
    sums = dict.fromkeys(MEASURES, 0)
    sums["received"], sums["open"] = 1, 1
    for entry in entries:
        _add(sums, entry)
    sums["in_time"] = sums["answered"] * (1 - sums["late"])
    return sums


def _add(sums: dict[str, int], entry: Said) -> None:
    body = entry.body
    match entry.verb:
        case "intake.imported":
            _add_imported(sums, body)
        case "clocks.stopped" if body.get("clock") == "contact":
            sums["contacted"], sums["contacted_in_time"] = 1, int(not body.get("late"))
        case "clocks.stopped" | "clocks.breached" if body.get("level") == "matter":
            sums["late"] = max(sums["late"], int(bool(body.get("late", True))))
        case "outcomes.replied":
            sums["answered"] = 1
        case "outcomes.closed":
            sums["closed"], sums["open"] = 1, 0
            sums["not_solved"] = int(body.get("outcome") != "solved")
        case "outcomes.withdrawn":
            sums["open"] = 0
        case "outcomes.reopened":
            sums["reopened"] += 1
            sums["open"], sums["closed"], sums["not_solved"] = 1, 0, 0
        case "outcomes.rated":
            sums["rated"] = 1
            sums["said_solved"] = int(body.get("solved") == "yes")
            sums["satisfied"] = int(body.get("satisfied") in ("yes", "fair"))
        case "handling.returned":
            sums["returned"] += 1


def _add_imported(sums: dict[str, int], body: dict[str, Any]) -> None:
    """An old matter counts as its old record says, however it came to be so."""
    if body.get("closed", True):
        sums["open"], sums["closed"], sums["answered"] = 0, 1, 1
    if body.get("late") is not None:
        sums["late"] = int(body["late"])
